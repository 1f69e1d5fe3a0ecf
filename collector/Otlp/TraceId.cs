using System.Buffers.Binary;
using System.Globalization;

namespace TracingReference.Collector.Otlp;

/// <summary>A trace id's 16 bytes, read as two big-endian numbers. All zeros is "none".</summary>
public readonly record struct TraceId(ulong High, ulong Low)
{
    public const int Size = 16;

    public bool IsEmpty => (High | Low) == 0;

    /// <param name="bytes">16 bytes, or none for an empty id.</param>
    public static TraceId Read(ReadOnlySpan<byte> bytes) => bytes.IsEmpty
        ? default
        : new(BinaryPrimitives.ReadUInt64BigEndian(bytes), BinaryPrimitives.ReadUInt64BigEndian(bytes[8..]));

    public void Write(Span<byte> bytes)
    {
        BinaryPrimitives.WriteUInt64BigEndian(bytes, High);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Low);
    }

    /// <summary>Clients choose trace ids: the hash has a seed of its own in each process, so that nobody can choose ids that collide.</summary>
    public override int GetHashCode() => HashCode.Combine(High, Low);

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{High:x16}{Low:x16}");
}
