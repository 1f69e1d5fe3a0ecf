using System.Buffers.Binary;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Processors.TailSampling;

/// <summary>
/// The resource and scope of spans, as one run of bytes: the lengths of resource and its schema URL, both, the lengths of
/// scope and its schema URL, both. Equal bytes are the same origin.
/// </summary>
internal sealed class SpanOrigin
{
    private const int Lengths = 2 * sizeof(int);

    public SpanOrigin(ResourceGroup resource, ScopeGroup scope)
    {
        var resourceBytes = PartBytes.Of(resource.Resource).Span;
        var scopeBytes = PartBytes.Of(scope.Scope).Span;
        Bytes = new byte[(2 * Lengths) + resourceBytes.Length + resource.SchemaUrl.Length + scopeBytes.Length + scope.SchemaUrl.Length];
        ScopeLength = scopeBytes.Length;
        ResourceLength = resourceBytes.Length;
        var rest = Write(Bytes, resourceBytes, resource.SchemaUrl.Span);
        Write(rest, scopeBytes, scope.SchemaUrl.Span);
        Hash = BytesComparer.Instance.GetHashCode(Bytes);
    }

    public byte[] Bytes { get; }

    public int Hash { get; }

    public int ResourceLength { get; }

    public int ScopeLength { get; }

    /// <summary>Where the store has last put it: a chunk's serial number and the offset there.</summary>
    public (long Chunk, int Offset) Place { get; set; } = (-1, 0);

    /// <summary>Takes what stands at the beginning of those bytes: resource or scope, its schema URL, and both with their lengths.</summary>
    public static ReadOnlySpan<byte> Split(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> content, out ReadOnlySpan<byte> schemaUrl)
    {
        var length = BinaryPrimitives.ReadInt32LittleEndian(bytes);
        var schemaLength = BinaryPrimitives.ReadInt32LittleEndian(bytes[sizeof(int)..]);
        content = bytes.Slice(Lengths, length);
        schemaUrl = bytes.Slice(Lengths + length, schemaLength);
        return bytes[..(Lengths + length + schemaLength)];
    }

    /// <summary>All of an origin's bytes, which others follow.</summary>
    public static ReadOnlySpan<byte> Whole(ReadOnlySpan<byte> bytes)
    {
        var resource = Split(bytes, out _, out _).Length;
        return bytes[..(resource + Split(bytes[resource..], out _, out _).Length)];
    }

    private static Span<byte> Write(Span<byte> target, ReadOnlySpan<byte> content, ReadOnlySpan<byte> schemaUrl)
    {
        BinaryPrimitives.WriteInt32LittleEndian(target, content.Length);
        BinaryPrimitives.WriteInt32LittleEndian(target[sizeof(int)..], schemaUrl.Length);
        content.CopyTo(target[Lengths..]);
        schemaUrl.CopyTo(target[(Lengths + content.Length)..]);
        return target[(Lengths + content.Length + schemaUrl.Length)..];
    }
}
