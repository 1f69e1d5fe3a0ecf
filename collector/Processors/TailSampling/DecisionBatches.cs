using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Processors.TailSampling;

/// <summary>
/// Which traces are decided at which tick. Traces are put into a batch that is still open; with each tick it is closed and
/// put at the end of a line of as many batches as decision_wait has whole seconds, and the first of the line is taken.
/// Batches are numbered from 0 on; the numbers of their ids go on for ever.
/// </summary>
internal sealed class DecisionBatches
{
    private readonly HashSet<TraceId>[] _line;
    private HashSet<TraceId> _open = [];
    private HashSet<TraceId> _taken = [];
    private long _first;

    public DecisionBatches(TimeSpan wait)
    {
        // As upstream: seconds are cut off, and there is at least one batch.
        _line = new HashSet<TraceId>[(int)Math.Clamp(wait.TotalSeconds, 1, 1_000_000)];
        for (var index = 0; index < _line.Length; index++)
        {
            _line[index] = [];
        }
    }

    /// <summary>How many ticks it takes until everything that is here now has been taken.</summary>
    public int TicksToEmpty => _line.Length + 1;

    private long OpenId => _first + _line.Length;

    /// <summary>Puts a trace into the open batch, and says which one that is.</summary>
    public long Add(TraceId id)
    {
        _open.Add(id);
        return OpenId;
    }

    /// <summary>Moves a trace to the batch that is taken so many ticks from now, but never to a later one than it is in.</summary>
    public long MoveEarlier(TraceId id, long batch, int ticks)
    {
        var proposed = _first + ticks;
        if (proposed >= batch)
        {
            return batch;
        }

        Remove(id, batch);
        _line[proposed % _line.Length].Add(id);
        return proposed;
    }

    public void Remove(TraceId id, long batch)
    {
        if (batch == OpenId)
        {
            _open.Remove(id);
        }
        else if (batch >= _first && batch < OpenId)
        {
            _line[batch % _line.Length].Remove(id);
        }
    }

    /// <summary>Takes the first batch. It may be read until the next one is taken.</summary>
    public HashSet<TraceId> TakeFirst()
    {
        var place = _first++ % _line.Length;
        _taken.Clear();
        (_taken, _line[place], _open) = (_line[place], _open, _taken);
        return _taken;
    }
}
