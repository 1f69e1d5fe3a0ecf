using System.Buffers.Binary;
using TracingReference.Collector.Otlp;

namespace TracingReference.Benchmarks.Collector;

/// <summary>
/// A request of some 500 spans in protobuf, made once; before each use only ids, times and status are written into it. It has
/// whole traces only, so that a request that is refused tears none. One trace in 100 has an error, one in 100 is slow (2 s).
/// </summary>
internal sealed class Payload
{
    private const int MaxSpans = 512;
    private readonly IReadOnlyList<SpanTemplate> _trace;
    private readonly byte[] _bytes;

    // Where each span begins, trace after trace; in the request they stand by resource.
    private readonly int[] _places;

    /// <param name="trace">What each trace is made of.</param>
    /// <param name="isGrpc">With the 5 bytes that gRPC puts before a message.</param>
    public Payload(IReadOnlyList<SpanTemplate> trace, bool isGrpc)
    {
        (_trace, IsGrpc) = (trace, isGrpc);
        _places = new int[MaxSpans / trace.Count * trace.Count];
        using var request = new WireWriter();
        WriteRequest(request);
        var header = isGrpc ? 5 : 0;
        _bytes = new byte[header + request.Length];
        request.Written.CopyTo(_bytes.AsSpan(header));
        if (isGrpc)
        {
            BinaryPrimitives.WriteUInt32BigEndian(_bytes.AsSpan(1), (uint)request.Length);
        }

        for (var span = 0; span < _places.Length; span++)
        {
            _places[span] = _bytes.AsSpan().IndexOf(Mark(span)) - SpanTemplate.TraceId;
        }
    }

    public bool IsGrpc { get; }

    /// <summary>Spans in a request.</summary>
    public int Spans => _places.Length;

    public int SpansPerTrace => _trace.Count;

    public int BytesPerSpan => Length / Spans;

    /// <summary>How long the bytes are.</summary>
    public int Length => _bytes.Length;

    /// <summary>Writes the request with ids of its own.</summary>
    /// <param name="first">The number of its first span in the run.</param>
    /// <param name="now">Unix time in nanoseconds.</param>
    /// <param name="target">Where to; <see cref="Length"/> bytes.</param>
    public void Stamp(long first, ulong now, Span<byte> target)
    {
        _bytes.CopyTo(target);
        for (var index = 0; index < _places.Length; index++)
        {
            var inTrace = index % SpansPerTrace;
            var number = (ulong)first + (ulong)index;
            var root = number - (ulong)inTrace;
            var trace = (root / (ulong)SpansPerTrace) + 1;
            var span = target.Slice(_places[index], SpanTemplate.FixedLength);
            BinaryPrimitives.WriteUInt64BigEndian(span[SpanTemplate.TraceId..], Mix(trace));
            BinaryPrimitives.WriteUInt64BigEndian(span[(SpanTemplate.TraceId + 8)..], Mix(~trace));
            BinaryPrimitives.WriteUInt64BigEndian(span[SpanTemplate.SpanId..], number + 1);
            BinaryPrimitives.WriteUInt64BigEndian(span[SpanTemplate.ParentSpanId..], inTrace == 0 ? 0 : root + (ulong)_trace[inTrace].Parent + 1);
            BinaryPrimitives.WriteUInt64LittleEndian(span[SpanTemplate.Start..], now);
            BinaryPrimitives.WriteUInt64LittleEndian(span[SpanTemplate.End..], now + (trace % 100 == 2 ? 2_000_000_000UL : 5_000_000UL));
            span[SpanTemplate.StatusCode] = (byte)(trace % 100 == 1 ? 2 : 0);
        }
    }

    private static byte[] Mark(int span)
    {
        var mark = new byte[16];
        mark.AsSpan().Fill(0xEE);
        BinaryPrimitives.WriteInt32BigEndian(mark.AsSpan(6), span);
        return mark;
    }

    // A resource for each service, in it a scope for each instrumentation, in it the spans of all traces.
    private void WriteRequest(WireWriter writer)
    {
        var spans = Enumerable.Range(0, Spans).Select(index => (Index: index, Template: _trace[index % SpansPerTrace])).ToList();
        foreach (var service in spans.GroupBy(span => span.Template.Service))
        {
            var group = writer.Begin(1);
            var resource = writer.Begin(1);
            SpanTemplate.WriteAttribute(writer, 1, "service.name", service.Key);
            SpanTemplate.WriteAttribute(writer, 1, "service.instance.id", $"{service.Key}-1");
            writer.End(resource);
            foreach (var instrumentation in service.GroupBy(span => span.Template.Scope))
            {
                var scopeGroup = writer.Begin(2);
                var scope = writer.Begin(1);
                writer.String(1, instrumentation.Key);
                writer.End(scope);
                foreach (var (index, template) in instrumentation)
                {
                    var span = writer.Begin(2);
                    template.Write(writer, Mark(index));
                    writer.End(span);
                }

                writer.End(scopeGroup);
            }

            writer.End(group);
        }
    }

    // Trace ids shall look random, as samplers expect, and be the same in every run (SplitMix64).
    private static ulong Mix(ulong value)
    {
        value = (value + 0x9E3779B97F4A7C15) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
