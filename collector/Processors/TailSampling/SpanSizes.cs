using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Processors.TailSampling;

/// <summary>
/// How long messages would be if upstream wrote them, which is what its limits are compared with: ids, the status, the
/// resource and the scope are always written, if only as empty; other fields not, where they have their default.
/// </summary>
internal static class SpanSizes
{
    private const int EmptyField = 2;

    /// <summary>A field with that much content.</summary>
    public static long Framed(long content) => 1 + WireWriter.VarintSize((ulong)content) + content;

    /// <summary>A ResourceSpans message with one trace's spans of a request, without schema URLs, which upstream loses here.</summary>
    public static long OfResourceGroup(RequestTraces request, in RequestTrace trace)
    {
        long total = 0, scope = 0;
        SpanOrigin? origin = null;
        for (var index = trace.First; index >= 0; index = request[index].Next)
        {
            ref readonly var span = ref request[index];
            if (span.Origin != origin)
            {
                total += origin is null ? Framed(span.Origin.ResourceLength) : Framed(scope);
                origin = span.Origin;
                scope = Framed(origin.ScopeLength);
            }

            scope += Framed(span.Size);
        }

        return total + Framed(scope);
    }

    public static int OfSpan(ReadOnlySpan<byte> span)
    {
        var size = span.Length;
        var missing = 0b1000_0000_0001_0110;
        var reader = new WireReader(span);
        while (!reader.AtEnd)
        {
            var start = reader.Position;
            var (field, type) = reader.ReadTag();
            reader.Skip(type);
            var isAlways = field < 16 && (0b1000_0000_0001_0110 & (1 << field)) != 0;
            if (isAlways)
            {
                missing &= ~(1 << field);
            }
            else if (IsDefault(span[start..reader.Position], type) && field is not (9 or 11 or 13))
            {
                size -= reader.Position - start;
            }
        }

        return size + (EmptyField * int.PopCount(missing));
    }

    private static bool IsDefault(ReadOnlySpan<byte> field, WireType type) => type switch
    {
        WireType.Varint or WireType.Bytes => field[^1] == 0 && field.Length == 2,
        WireType.Fixed64 => field[^8..].IndexOfAnyExcept((byte)0) < 0,
        WireType.Fixed32 => field[^4..].IndexOfAnyExcept((byte)0) < 0,
        _ => false,
    };
}
