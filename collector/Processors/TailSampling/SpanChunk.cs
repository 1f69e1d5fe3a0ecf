namespace TracingReference.Collector.Processors.TailSampling;

/// <summary>
/// A piece of the store's memory: a sample of its spans, whole, for the coder; then, filled from there on, spans, and before
/// the first span of each origin that origin.
/// </summary>
internal sealed class SpanChunk(int size)
{
    /// <summary>How much of it is for the sample.</summary>
    public const int SampleSize = 32 << 10;

    private readonly Dictionary<int, int> _origins = [];
    private int _sampled;

    public byte[] Bytes { get; } = GC.AllocateUninitializedArray<byte>(size);

    public ReadOnlySpan<byte> Sample => Bytes.AsSpan(0, _sampled);

    /// <summary>How many lists of spans have some here; with the last one gone, all of it is free.</summary>
    public int Lists { get; set; }

    /// <summary>A number that no other chunk has had, nor this one with other content.</summary>
    public long Serial { get; private set; }

    private int Used { get; set; }

    public void Clear(long serial)
    {
        (Used, Lists, Serial, _sampled) = (SampleSize, 0, serial, 0);
        _origins.Clear();
    }

    /// <summary>Adds a span to the sample, if it fits in.</summary>
    public bool TryAddToSample(ReadOnlySpan<byte> span)
    {
        if (!span.TryCopyTo(Bytes.AsSpan(_sampled, SampleSize - _sampled)))
        {
            return false;
        }

        _sampled += span.Length;
        return true;
    }

    public int Take(int count)
    {
        var offset = Used;
        Used += count;
        return offset;
    }

    /// <summary>Whether the origin and so many more bytes fit in.</summary>
    public bool Fits(SpanOrigin origin, int count) =>
        Bytes.Length - Used >= count + (origin.Place.Chunk == Serial ? 0 : origin.Bytes.Length);

    public int OffsetOf(SpanOrigin origin)
    {
        if (origin.Place.Chunk != Serial)
        {
            origin.Place = (Serial, Find(origin));
        }

        return origin.Place.Offset;
    }

    private int Find(SpanOrigin origin)
    {
        var key = origin.Hash;
        while (_origins.TryGetValue(key, out var offset))
        {
            if (Bytes.AsSpan(offset).StartsWith(origin.Bytes))
            {
                return offset;
            }

            // Another origin with the same hash: the next number is the next place to look.
            key++;
        }

        var place = Take(origin.Bytes.Length);
        origin.Bytes.CopyTo(Bytes, place);
        _origins[key] = place;
        return place;
    }
}
