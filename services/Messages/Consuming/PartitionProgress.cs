namespace TracingReference.Messages.Consuming;

/// <summary>
/// Messages of a partition are processed side by side but committed in order: an offset may be stored only when
/// everything before it is done, or a crash would skip what was still under way.
/// </summary>
internal sealed class PartitionProgress
{
    private readonly Queue<Delivery> pending = new();

    /// <summary>Notes a message that was taken; offsets must come in their order.</summary>
    public Delivery Begin(long offset)
    {
        var delivery = new Delivery(offset);
        lock (pending)
        {
            pending.Enqueue(delivery);
        }

        return delivery;
    }

    /// <summary>Notes that a message is done.</summary>
    /// <returns>The offset from which a restart should go on, or null where something older is still under way.</returns>
    public long? Complete(Delivery delivery)
    {
        lock (pending)
        {
            delivery.Done = true;
            long? next = null;
            while (pending.TryPeek(out var oldest) && oldest.Done)
            {
                next = pending.Dequeue().Offset + 1;
            }

            return next;
        }
    }

    internal sealed class Delivery(long offset)
    {
        public long Offset { get; } = offset;

        public bool Done { get; set; }
    }
}
