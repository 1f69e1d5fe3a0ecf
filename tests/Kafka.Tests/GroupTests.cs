using Confluent.Kafka;

namespace TracingReference.Kafka.Tests;

public sealed class GroupTests(SharedBroker shared) : IClassFixture<SharedBroker>
{
    private readonly BrokerProcess _broker = shared.Process;

    [Fact]
    public async Task A_restarted_consumer_goes_on_after_the_committed_offset()
    {
        await _broker.PostAsync("/topics", new { name = "restart", partitions = 1 });
        using var producer = _broker.Producer();
        await producer.SendAsync("restart", "a", "b", "c");

        using (var first = _broker.Consumer("restart"))
        {
            first.Subscribe("restart");
            var messages = first.Take(3);
            first.Commit(messages[1]);
            first.Close();
        }

        using var second = _broker.Consumer("restart");
        second.Subscribe("restart");
        Assert.Equal(["c"], second.Take(1).Values());
    }

    [Fact]
    public async Task Two_consumers_of_a_group_share_its_partitions_and_one_takes_over_when_the_other_leaves()
    {
        await _broker.PostAsync("/topics", new { name = "shared", partitions = 2 });
        using var producer = _broker.Producer();
        using var first = _broker.Consumer("shared");
        using var second = _broker.Consumer("shared");
        first.Subscribe("shared");
        second.Subscribe("shared");
        PollUntil([first, second], () => first.Assignment.Count == 1 && second.Assignment.Count == 1);
        Assert.NotEqual(first.Assignment, second.Assignment);

        second.Close();
        PollUntil([first], () => first.Assignment.Count == 2);
        await producer.ProduceAsync(new TopicPartition("shared", 0), Clients.Message("zero"));
        await producer.ProduceAsync(new TopicPartition("shared", 1), Clients.Message("one"));
        Assert.Equal(["one", "zero"], first.Take(2).Values().Order());
    }

    [Fact]
    public async Task What_a_consumer_that_vanished_did_not_commit_goes_to_another()
    {
        await _broker.PostAsync("/topics", new { name = "vanished", partitions = 1 });
        using var producer = _broker.Producer();
        await producer.SendAsync("vanished", "a");
        using (var first = _broker.Consumer("vanished"))
        {
            first.Subscribe("vanished");
            first.Take(1);
            // Disposed without Close: to the broker it is as if its process had been killed.
        }

        using var second = _broker.Consumer("vanished");
        second.Subscribe("vanished");
        Assert.Equal(["a"], second.Take(1).Values());
    }

    [Fact]
    public async Task Groups_are_independent()
    {
        await _broker.PostAsync("/topics", new { name = "both", partitions = 1 });
        using var producer = _broker.Producer();
        await producer.SendAsync("both", "a");
        foreach (var group in (string[])["both-1", "both-2"])
        {
            using var consumer = _broker.Consumer(group);
            consumer.Subscribe("both");
            Assert.Equal(["a"], consumer.Take(1).Values());
            consumer.Commit();
        }
    }

    [Fact]
    public async Task A_consumer_is_told_of_its_partitions_before_any_message_exists()
    {
        await _broker.PostAsync("/topics", new { name = "idle", partitions = 3 });
        var assigned = new List<TopicPartition>();
        using var consumer = _broker.Consumer("idle", assigned: assigned.AddRange);
        consumer.Subscribe("idle");
        PollUntil([consumer], () => assigned.Count == 3);
    }

    private static void PollUntil(IReadOnlyList<IConsumer<string, string>> consumers, Func<bool> reached)
    {
        var end = DateTime.UtcNow + BrokerProcess.Patience;
        while (!reached())
        {
            Assert.True(DateTime.UtcNow < end, $"assignments: {string.Join(" | ", consumers.Select(each => string.Join(",", each.Assignment)))}");
            foreach (var consumer in consumers)
            {
                Assert.Null(consumer.Consume(TimeSpan.FromMilliseconds(20)));
            }
        }
    }
}
