using Confluent.Kafka;

namespace TracingReference.Messages.Consuming;

/// <summary>
/// Where deliveries that are done leave the offset to go on from. A consumer may be closed while some are still under way, and its native
/// handle must not be used any more then: what comes too late is not stored, and is delivered again.
/// </summary>
internal sealed class OffsetStore(IConsumer<string, byte[]> consumer) : IDisposable
{
    private readonly Lock gate = new();
    private bool closed;

    /// <summary>Stores an offset for the next commit.</summary>
    /// <exception cref="KafkaException">The partition is another consumer's.</exception>
    public void Store(TopicPartitionOffset offset)
    {
        lock (gate)
        {
            if (!closed)
            {
                consumer.StoreOffset(offset);
            }
        }
    }

    /// <summary>Stores no more.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            closed = true;
        }
    }
}
