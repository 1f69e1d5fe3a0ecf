using TracingReference.Collector.Otlp;

namespace TracingReference.Benchmarks.Collector;

/// <summary>One span of a trace, but for its ids, times and status.</summary>
/// <param name="Service">service.name of its resource.</param>
/// <param name="Scope">The instrumentation's name.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">1 internal, 2 server, 3 client, 4 producer, 5 consumer.</param>
/// <param name="Parent">The index of its parent in the trace; the first has none.</param>
/// <param name="Attributes">Strings and whole numbers.</param>
internal sealed record SpanTemplate(string Service, string Scope, string Name, ulong Kind, int Parent, params (string Key, object Value)[] Attributes)
{
    // All spans begin alike, so that these places are the same in each. They count from the span's first byte.
    public const int TraceId = 2;
    public const int SpanId = 20;
    public const int Start = 29;
    public const int End = 38;
    public const int StatusCode = 49;
    public const int ParentSpanId = 52;
    public const int FixedLength = ParentSpanId + sizeof(ulong);

    /// <param name="writer">Where to.</param>
    /// <param name="traceId">16 bytes, to find the span by.</param>
    public void Write(WireWriter writer, ReadOnlySpan<byte> traceId)
    {
        writer.Bytes(1, traceId);
        writer.Bytes(2, new byte[8]);
        writer.Tag(7, WireType.Fixed64);
        writer.Fixed64(0);
        writer.Tag(8, WireType.Fixed64);
        writer.Fixed64(0);
        writer.Bytes(15, [0x18, 0]);
        writer.Bytes(4, new byte[8]);
        writer.String(5, Name);
        writer.Tag(6, WireType.Varint);
        writer.Varint(Kind);
        foreach (var (key, value) in Attributes)
        {
            WriteAttribute(writer, 9, key, value);
        }
    }

    public static void WriteAttribute(WireWriter writer, int field, string key, object value)
    {
        var attribute = writer.Begin(field);
        writer.String(1, key);
        var any = writer.Begin(2);
        if (value is string text)
        {
            writer.String(1, text);
        }
        else
        {
            writer.Tag(3, WireType.Varint);
            writer.Varint((ulong)(int)value);
        }

        writer.End(any);
        writer.End(attribute);
    }
}
