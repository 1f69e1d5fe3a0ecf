using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Processors.Batching;

/// <summary>
/// Batches that wait to be sent as one. They stay apart until then: a batch that has gone out whole lets go of its bytes,
/// however long others keep coming.
/// </summary>
internal sealed class PendingItems(Signal signal, ClientMetadata metadata)
{
    private readonly Queue<Batch> _whole = new();
    private Batch? _rest;
    private int _restCount;

    /// <summary>Items of all of them.</summary>
    public int Count { get; private set; }

    public void Add(Batch batch, int count)
    {
        _whole.Enqueue(batch);
        Count += count;
    }

    /// <summary>Takes the oldest items.</summary>
    /// <param name="most">How many at most; 0 for all.</param>
    /// <param name="count">How many it is.</param>
    public Batch Take(int most, out int count)
    {
        count = most == 0 ? Count : Math.Min(Count, most);
        var taken = new Batch(signal) { Metadata = metadata };
        for (var missing = count; missing > 0;)
        {
            if (_rest is null)
            {
                _rest = _whole.Dequeue();
                _restCount = _rest.ItemCount;
            }

            var own = Math.Min(missing, _restCount);
            missing -= own;
            _restCount -= own;
            taken.Absorb(_restCount > 0 ? BatchSplit.TakeFirst(_rest, own) : _rest);
            _rest = _restCount > 0 ? _rest : null;
        }

        Count -= count;
        return taken;
    }
}
