using System.Diagnostics;
using Confluent.Kafka;
using Microsoft.Extensions.Logging;
using TracingReference.Defaults.Telemetry;
using TracingReference.Messages.Tracing;

namespace TracingReference.Messages.Producing;

/// <summary>
/// Publishes messages to Kafka; each attempt is a <c>publish</c> span, whose context goes into the message.
/// Delivery is at least once: a caller that was told of a failure publishes again.
/// </summary>
public sealed class MessagePublisher : IDisposable
{
    private readonly MessagingOptions options;
    private readonly ILogger logger;
    private readonly IProducer<string, byte[]> producer;

    /// <summary>Connects lazily, and again after each loss of the broker.</summary>
    public MessagePublisher(MessagingOptions options, ILogger<MessagePublisher> logger)
    {
        this.options = options;
        this.logger = logger;
        producer = new ProducerBuilder<string, byte[]>(new ProducerConfig
        {
            BootstrapServers = options.Brokers,
            Acks = Acks.All,
            LingerMs = 2,
            MessageTimeoutMs = 5_000,
            QueueBufferingMaxMessages = 10_000,
            ReconnectBackoffMs = 50,
            ReconnectBackoffMaxMs = 500,
            AllowAutoCreateTopics = true,
        })
        .SetLogHandler((_, message) => KafkaLog.Client(logger, message.Name, message.Message))
        .SetErrorHandler((_, error) => KafkaLog.Client(logger, "producer", error.Reason))
        .Build();
    }

    /// <summary>Publishes one message and waits for its delivery.</summary>
    /// <param name="topic">Where to.</param>
    /// <param name="key">The key: messages with one key keep their order.</param>
    /// <param name="payload">The message.</param>
    /// <param name="context">The span that it belongs to, and its baggage.</param>
    /// <param name="fails">Whether this attempt must fail, because a request asked for it.</param>
    /// <param name="cancellationToken">Gives up waiting; the message may be delivered all the same.</param>
    /// <exception cref="PublishException">It was not delivered.</exception>
    public async Task PublishAsync(
        string topic, string key, ReadOnlyMemory<byte> payload, MessageContext context, bool fails, CancellationToken cancellationToken)
    {
        var tags = new TagList
        {
            { "messaging.system", "kafka" },
            { "messaging.operation.name", "publish" },
            { "messaging.operation.type", "send" },
            { "messaging.destination.name", topic },
            { "server.address", options.Host },
            { "server.port", options.Port },
        };
        using var span = MessagingTelemetry.StartSpan("publish", ActivityKind.Producer, context, TraceMode.Parent, tags);
        span.SetTag("messaging.client.id", producer.Name).SetTag("messaging.kafka.message.key", key);

        // The span's own context, or the stored one's baggage would be lost with a span that is not recorded.
        var headers = new Headers();
        MessageContext.Sent(span, options.PropagateUnsampled).WriteTo(headers);

        var started = Stopwatch.GetTimestamp();
        try
        {
            if (fails)
            {
                throw new KafkaException(new Error(ErrorCode.Local_Fail, "publication fails because x-fault asked it to"));
            }

            var delivery = await producer.ProduceAsync(
                topic, new Message<string, byte[]> { Key = key, Value = payload.ToArray(), Headers = headers }, cancellationToken);
            span.SetTag("messaging.kafka.offset", delivery.Offset.Value)
                .SetTag("messaging.destination.partition.id", delivery.Partition.Value.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
        catch (KafkaException exception)
        {
            tags.Add("error.type", exception.Error.Code.ToString());
            span.Fail(exception.Error.Code.ToString(), exception.Error.Reason);
            KafkaLog.NotPublished(logger, key, topic, exception.Error.Reason); // here, where the log belongs to the attempt's span
            throw new PublishException(topic, key, exception);
        }
        finally
        {
            MessagingTelemetry.OperationDuration.Record(Stopwatch.GetElapsedTime(started).TotalSeconds, tags);
            MessagingTelemetry.Sent.Add(1, tags);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        producer.Flush(TimeSpan.FromSeconds(2));
        producer.Dispose();
    }
}
