namespace TracingReference.Collector.Processors.TailSampling;

/// <summary>Goes through a list of spans in the store.</summary>
internal ref struct StoredSpans(SpanStore store, long first)
{
    private long _next = first;
    private ReadOnlySpan<byte> _span;
    private ReadOnlySpan<byte> _origin;
    private (long Chunk, int Offset) _place = (-1, 0);

    /// <summary>The span's bytes.</summary>
    public readonly ReadOnlySpan<byte> Current => _span;

    /// <summary>Its origin's bytes, and others behind them (<see cref="SpanOrigin.Split"/>).</summary>
    public readonly ReadOnlySpan<byte> Origin => _origin;

    /// <summary>Where the origin stands: the same place is the same origin.</summary>
    public readonly (long Chunk, int Offset) OriginPlace => _place;

    /// <summary>Whether the origin is another one than that of the span before.</summary>
    public bool IsNewOrigin { get; private set; }

    public readonly StoredSpans GetEnumerator() => this;

    public bool MoveNext()
    {
        if (_next == 0)
        {
            return false;
        }

        var before = _place;
        _next = store.Read(_next, out _span, out _origin, out _place);
        IsNewOrigin = _place != before;
        return true;
    }
}
