using Confluent.Kafka;

namespace TracingReference.Kafka.Tests;

/// <summary>Real clients, with the settings that the services use and shorter waits.</summary>
internal static class Clients
{
    public static IProducer<string, string> Producer(this BrokerProcess broker, Action<ProducerConfig>? configure = null)
    {
        var config = new ProducerConfig
        {
            BootstrapServers = broker.Bootstrap,
            LingerMs = 0,
            ReconnectBackoffMs = 20,
            ReconnectBackoffMaxMs = 100,
            RetryBackoffMs = 20,
        };
        configure?.Invoke(config);
        return new ProducerBuilder<string, string>(config).SetLogHandler((_, _) => { }).Build();
    }

    public static IConsumer<string, string> Consumer(
        this BrokerProcess broker, string group, Action<ConsumerConfig>? configure = null, Action<List<TopicPartition>>? assigned = null)
    {
        var config = new ConsumerConfig
        {
            BootstrapServers = broker.Bootstrap,
            GroupId = group,
            GroupProtocol = GroupProtocol.Consumer,
            AutoOffsetReset = AutoOffsetReset.Earliest,
            EnableAutoCommit = false,
            ReconnectBackoffMs = 20,
            ReconnectBackoffMaxMs = 100,
        };
        configure?.Invoke(config);
        return new ConsumerBuilder<string, string>(config)
            .SetLogHandler((_, _) => { })
            .SetErrorHandler((_, _) => { })
            .SetPartitionsAssignedHandler((_, partitions) => assigned?.Invoke(partitions))
            .Build();
    }

    /// <summary>The next <paramref name="count"/> messages; fails when they take too long.</summary>
    public static List<ConsumeResult<string, string>> Take(this IConsumer<string, string> consumer, int count)
    {
        using var timeout = new CancellationTokenSource(BrokerProcess.Patience);
        var messages = new List<ConsumeResult<string, string>>(count);
        while (messages.Count < count)
        {
            messages.Add(consumer.Consume(timeout.Token));
        }

        return messages;
    }

    public static async Task SendAsync(this IProducer<string, string> producer, string topic, params string[] values)
    {
        await Task.WhenAll(values.Select(value => producer.ProduceAsync(topic, Message(value))));
    }

    public static Message<string, string> Message(string value) => new() { Key = "key", Value = value };

    public static IEnumerable<string> Values(this IEnumerable<ConsumeResult<string, string>> messages) =>
        messages.Select(message => message.Message.Value);
}
