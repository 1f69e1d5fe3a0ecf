using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Processors.TailSampling.Policies;

/// <summary>Attributes in the bytes of a message, found and read without taking the message apart.</summary>
internal static class AttributeBytes
{
    /// <summary>Finds the first attribute with that key: the AnyValue message, which may be empty.</summary>
    public static bool TryFind(ReadOnlySpan<byte> message, int attributes, ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        var reader = new WireReader(message);
        while (!reader.AtEnd)
        {
            var (field, type) = reader.ReadTag();
            if (field != attributes)
            {
                reader.Skip(type);
            }
            else if (HasKey(reader.ReadBytes(), key, out value))
            {
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>A string; empty for every other kind.</summary>
    public static ReadOnlySpan<byte> String(ReadOnlySpan<byte> value) => Read(value, out _) == ValueKind.String ? Content(value) : default;

    /// <summary>A whole number; 0 for every other kind.</summary>
    public static long Int(ReadOnlySpan<byte> value) => Read(value, out var number) == ValueKind.Int ? (long)number : 0;

    /// <summary>A bool; false for every other kind.</summary>
    public static bool Bool(ReadOnlySpan<byte> value) => Read(value, out var number) == ValueKind.Bool && number != 0;

    private static bool HasKey(ReadOnlySpan<byte> attribute, ReadOnlySpan<byte> key, out ReadOnlySpan<byte> value)
    {
        ReadOnlySpan<byte> found = default;
        value = default;
        var reader = new WireReader(attribute);
        while (!reader.AtEnd)
        {
            var (field, type) = reader.ReadTag();
            switch (field)
            {
                case 1: found = reader.ReadBytes(); break;
                case 2: value = reader.ReadBytes(); break;
                default: reader.Skip(type); break;
            }
        }

        return found.SequenceEqual(key);
    }

    // Of several fields the last one counts, as protobuf says of a oneof.
    private static ValueKind Read(ReadOnlySpan<byte> value, out ulong number)
    {
        var kind = ValueKind.Empty;
        number = 0;
        var reader = new WireReader(value);
        while (!reader.AtEnd)
        {
            var (field, type) = reader.ReadTag();
            kind = field is >= (int)ValueKind.String and <= (int)ValueKind.Bytes ? (ValueKind)field : kind;
            if ((ValueKind)field is ValueKind.Bool or ValueKind.Int)
            {
                number = reader.ReadVarint();
            }
            else
            {
                reader.Skip(type);
            }
        }

        return kind;
    }

    private static ReadOnlySpan<byte> Content(ReadOnlySpan<byte> value)
    {
        ReadOnlySpan<byte> content = default;
        var reader = new WireReader(value);
        while (!reader.AtEnd)
        {
            var (field, type) = reader.ReadTag();
            if (field == (int)ValueKind.String)
            {
                content = reader.ReadBytes();
            }
            else
            {
                reader.Skip(type);
            }
        }

        return content;
    }
}
