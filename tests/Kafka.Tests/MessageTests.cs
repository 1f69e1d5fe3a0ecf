using System.Text;
using Confluent.Kafka;

namespace TracingReference.Kafka.Tests;

public sealed class MessageTests(SharedBroker shared) : IClassFixture<SharedBroker>
{
    private readonly BrokerProcess _broker = shared.Process;

    [Fact]
    public async Task A_message_arrives_with_key_value_timestamp_and_headers()
    {
        await _broker.PostAsync("/topics", new { name = "whole", partitions = 1 });
        var sent = new Message<string, string>
        {
            Key = "order-1",
            Value = "käse",
            Timestamp = new Timestamp(1_700_000_000_123, TimestampType.CreateTime),
            Headers = [new Header("traceparent", "00-1-2-01"u8.ToArray()), new Header("empty", [])],
        };

        using var producer = _broker.Producer();
        await producer.ProduceAsync("whole", sent);
        using var consumer = _broker.Consumer("whole");
        consumer.Subscribe("whole");
        var received = Assert.Single(consumer.Take(1)).Message;

        Assert.Equal((sent.Key, sent.Value, sent.Timestamp), (received.Key, received.Value, received.Timestamp));
        Assert.Equal(["traceparent", "empty"], received.Headers.Select(header => header.Key));
        Assert.Equal("00-1-2-01", Encoding.UTF8.GetString(received.Headers[0].GetValueBytes()));
    }

    [Theory]
    [InlineData(CompressionType.None)]
    [InlineData(CompressionType.Snappy)]
    [InlineData(CompressionType.Lz4)]
    public async Task Compressed_batches_arrive(CompressionType compression)
    {
        var topic = $"compressed-{compression}";
        await _broker.PostAsync("/topics", new { name = topic, partitions = 1 });
        using var producer = _broker.Producer(config => (config.CompressionType, config.LingerMs) = (compression, 20));
        string[] values = [.. Enumerable.Range(0, 100).Select(number => $"{number} {new string('x', 200)}")];
        await producer.SendAsync(topic, values);

        using var consumer = _broker.Consumer(topic);
        consumer.Subscribe(topic);
        Assert.Equal(values, consumer.Take(values.Length).Values());
    }

    [Fact]
    public async Task A_waiting_fetch_is_answered_when_a_message_comes()
    {
        await _broker.PostAsync("/topics", new { name = "waiting", partitions = 2 });
        using var producer = _broker.Producer();
        using var consumer = _broker.Consumer(
            "waiting", config => config.FetchWaitMaxMs = (int)(3 * BrokerProcess.Patience.TotalMilliseconds));
        consumer.Subscribe("waiting");

        // A client takes a partition up when the fetch under way has been answered, here because of the other partition.
        var seen = new HashSet<int>();
        while (seen.Count < 2)
        {
            await producer.ProduceAsync(new TopicPartition("waiting", 0), Clients.Message("zero"));
            await producer.ProduceAsync(new TopicPartition("waiting", 1), Clients.Message("one"));
            seen.Add(consumer.Take(1)[0].Partition.Value);
        }

        foreach (var partition in await _broker.TopicAsync("waiting"))
        {
            while (consumer.Position(new TopicPartition("waiting", partition.Id)) < partition.EndOffset)
            {
                consumer.Take(1);
            }
        }

        for (var round = 0; round < 10; round++)
        {
            await producer.ProduceAsync(new TopicPartition("waiting", round % 2), Clients.Message($"{round}"));
            Assert.Equal([$"{round}"], consumer.Take(1).Values());
        }
    }

    [Fact]
    public async Task An_idempotent_producer_keeps_order_and_makes_no_duplicate_when_its_connection_breaks()
    {
        await _broker.PostAsync("/topics", new { name = "idempotent", partitions = 1 });
        using var producer = _broker.Producer(config => (config.EnableIdempotence, config.BatchNumMessages) = (true, 10));
        await producer.SendAsync("idempotent", "first");

        await _broker.PostAsync("/faults/errors", new { api = "Produce", error = "_TRANSPORT", count = 3 });
        string[] values = [.. Enumerable.Range(0, 500).Select(number => $"{number}")];
        await producer.SendAsync("idempotent", values);

        using var consumer = _broker.Consumer("idempotent");
        consumer.Subscribe("idempotent");
        Assert.Equal(["first", .. values], consumer.Take(values.Length + 1).Values());
        var topic = Assert.Single(await _broker.TopicAsync("idempotent"));
        Assert.Equal(values.Length + 1, topic.EndOffset);
    }

    [Fact]
    public async Task A_partition_holds_more_batches_than_the_mock_clusters_own_bound()
    {
        const int Batches = 100_500;
        await _broker.PostAsync("/topics", new { name = "long", partitions = 1 });
        using var producer = _broker.Producer(config =>
            (config.BatchNumMessages, config.QueueBufferingMaxMessages) = (1, Batches));
        for (var number = 0; number < Batches; number++)
        {
            producer.Produce("long", Clients.Message("x"));
        }

        Assert.Equal(0, producer.Flush(BrokerProcess.Patience));

        var partition = Assert.Single(await _broker.TopicAsync("long"));
        Assert.Equal((0, Batches, 0), (partition.StartOffset, partition.EndOffset, partition.DroppedMessages));
        using var consumer = _broker.Consumer("long");
        consumer.Assign(new TopicPartitionOffset("long", 0, Batches - 2));
        Assert.Equal([Batches - 2, Batches - 1], consumer.Take(2).Select(message => message.Offset.Value));
    }

    [Fact]
    public async Task What_does_not_fit_is_dropped_oldest_first_and_counted()
    {
        const int Bound = 10_000;
        await using var small = await BrokerProcess.StartWithAsync(
            new() { ["TRACING_KAFKA_PARTITION_BYTES"] = $"{Bound}" }, "--topic", "small:1");
        using var producer = small.Producer(config => config.BatchNumMessages = 1);
        string[] values = [.. Enumerable.Range(0, 100).Select(number => $"{number} {new string('x', 1000)}")];
        await producer.SendAsync("small", values);

        var partition = Assert.Single(await small.TopicAsync("small"));
        Assert.InRange(partition.Bytes, 1000, Bound);
        Assert.Equal(values.Length, partition.EndOffset);
        Assert.Equal(partition.StartOffset, partition.DroppedMessages);
        Assert.Equal(partition.DroppedMessages, (await small.GetStatsAsync()).GetProperty("droppedMessages").GetInt64());
        Assert.InRange(partition.DroppedMessages, 1, values.Length - 1);

        using var consumer = small.Consumer("small");
        consumer.Subscribe("small");
        var kept = values.Skip((int)partition.StartOffset).ToArray();
        Assert.Equal(kept, consumer.Take(kept.Length).Values());
    }

    [Fact]
    public async Task A_batch_above_the_bound_replaces_all_that_was_there()
    {
        await using var tiny = await BrokerProcess.StartWithAsync(
            new() { ["TRACING_KAFKA_PARTITION_BYTES"] = "1" }, "--topic", "tiny:1");
        using var producer = tiny.Producer();
        await producer.SendAsync("tiny", "first");
        await producer.SendAsync("tiny", "second");

        var partition = Assert.Single(await tiny.TopicAsync("tiny"));
        Assert.Equal((1, 2, 1), (partition.StartOffset, partition.EndOffset, partition.DroppedMessages));
        using var consumer = tiny.Consumer("tiny");
        consumer.Subscribe("tiny");
        Assert.Equal(["second"], consumer.Take(1).Values());
    }
}
