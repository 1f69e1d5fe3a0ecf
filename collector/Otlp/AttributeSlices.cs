namespace TracingReference.Collector.Otlp;

/// <summary>
/// The attributes of one message as slices of its bytes, for whoever looks for a few in every message: nothing is made of
/// them, and the list is used again for the next message. A key that stands twice is found once: the first one counts.
/// </summary>
internal sealed class AttributeSlices
{
    private readonly List<Slice> _slices = [];

    public int Count => _slices.Count;

    /// <summary>An attribute: its key in UTF-8, and its AnyValue message.</summary>
    public Slice this[int index] => _slices[index];

    /// <summary>Forgets the last message, and reads the attributes that this one has in that field.</summary>
    public void Read(ReadOnlyMemory<byte> message, int attributes)
    {
        _slices.Clear();
        var reader = new WireReader(message.Span);
        while (!reader.AtEnd)
        {
            var (field, type) = reader.ReadTag();
            if (field == attributes && type == WireType.Bytes)
            {
                _slices.Add(ReadSlice(reader.ReadSlice(message)));
            }
            else
            {
                reader.Skip(type);
            }
        }
    }

    /// <summary>Lets go of the message's bytes.</summary>
    public void Clear() => _slices.Clear();

    public bool TryFind(ReadOnlySpan<byte> key, out ReadOnlyMemory<byte> value)
    {
        foreach (var slice in _slices)
        {
            if (slice.Key.Length == key.Length && slice.Key.Span.SequenceEqual(key))
            {
                value = slice.Value;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>Adds every attribute to a list that may be sorted.</summary>
    public void CopyTo(List<Slice> list) => list.AddRange(_slices);

    private static Slice ReadSlice(ReadOnlyMemory<byte> attribute)
    {
        var slice = default(Slice);
        var reader = new WireReader(attribute.Span);
        while (!reader.AtEnd)
        {
            var (field, type) = reader.ReadTag();
            switch (field)
            {
                case 1: slice = slice with { Key = reader.ReadSlice(attribute) }; break;
                case 2: slice = slice with { Value = reader.ReadSlice(attribute) }; break;
                default: reader.Skip(type); break;
            }
        }

        return slice;
    }

    /// <summary>A key, and an AnyValue message.</summary>
    internal readonly record struct Slice(ReadOnlyMemory<byte> Key, ReadOnlyMemory<byte> Value)
    {
        /// <summary>By key, in the order of its bytes, which is Go's.</summary>
        public static Comparison<Slice> ByKey { get; } = static (a, b) => a.Key.Span.SequenceCompareTo(b.Key.Span);
    }
}
