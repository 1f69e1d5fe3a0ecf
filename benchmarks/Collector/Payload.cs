using System.Buffers.Binary;
using TracingReference.Collector.Otlp;

namespace TracingReference.Benchmarks.Collector;

/// <summary>
/// A request of 512 spans in protobuf, made once; before each use only ids and times are written into it. 10 spans make a
/// trace, a span has 8 attributes and about 300 bytes. One trace in 100 has an error, one in 100 is slow (2 s).
/// </summary>
internal sealed class Payload
{
    public const int Spans = 512;
    private const int SpansPerTrace = 10;

    // All spans have the same layout and length, so these places are the same in each. They count from the span's first byte.
    private const int TraceId = 2;
    private const int SpanId = 20;
    private const int Start = 29;
    private const int End = 38;
    private const int StatusCode = 49;
    private const int ParentSpanId = 52;

    private readonly byte[] _bytes;
    private readonly int _firstSpan;
    private readonly int _stride;

    /// <param name="isGrpc">With the 5 bytes that gRPC puts before a message.</param>
    public Payload(bool isGrpc)
    {
        using var span = new WireWriter();
        WriteSpan(span);
        using var request = new WireWriter();
        WriteRequest(request, span.Written);

        var header = isGrpc ? 5 : 0;
        _bytes = new byte[header + request.Length];
        request.Written.CopyTo(_bytes.AsSpan(header));
        if (isGrpc)
        {
            BinaryPrimitives.WriteUInt32BigEndian(_bytes.AsSpan(1), (uint)request.Length);
        }

        _stride = 1 + WireWriter.VarintSize((ulong)span.Length) + span.Length;
        _firstSpan = _bytes.Length - (Spans * _stride) + (_stride - span.Length);
    }

    public int BytesPerSpan => _stride;

    /// <summary>How long the bytes are.</summary>
    public int Length => _bytes.Length;

    /// <summary>Writes the request with ids of its own.</summary>
    /// <param name="first">The number of its first span in the run.</param>
    /// <param name="now">Unix time in nanoseconds.</param>
    /// <param name="target">Where to; <see cref="Length"/> bytes.</param>
    public void Stamp(long first, ulong now, Span<byte> target)
    {
        _bytes.CopyTo(target);
        for (var index = 0; index < Spans; index++)
        {
            var number = (ulong)first + (ulong)index;
            var trace = (number / SpansPerTrace) + 1;
            var span = target.Slice(_firstSpan + (index * _stride), ParentSpanId + sizeof(ulong));
            BinaryPrimitives.WriteUInt64BigEndian(span[TraceId..], Mix(trace));
            BinaryPrimitives.WriteUInt64BigEndian(span[(TraceId + 8)..], Mix(~trace));
            BinaryPrimitives.WriteUInt64BigEndian(span[SpanId..], number + 1);
            BinaryPrimitives.WriteUInt64BigEndian(span[ParentSpanId..], number % SpansPerTrace == 0 ? 0 : number - (number % SpansPerTrace) + 1);
            BinaryPrimitives.WriteUInt64LittleEndian(span[Start..], now);
            BinaryPrimitives.WriteUInt64LittleEndian(span[End..], now + (trace % 100 == 2 ? 2_000_000_000UL : 5_000_000UL));
            span[StatusCode] = (byte)(trace % 100 == 1 ? 2 : 0);
        }
    }

    private static void WriteRequest(WireWriter writer, ReadOnlySpan<byte> span)
    {
        var group = writer.Begin(1);
        var resource = writer.Begin(1);
        WriteAttribute(writer, 1, "service.name", "generator");
        WriteAttribute(writer, 1, "service.instance.id", "generator-1");
        writer.End(resource);
        var scopeGroup = writer.Begin(2);
        var scope = writer.Begin(1);
        writer.String(1, "TracingReference.Generator");
        writer.End(scope);
        for (var index = 0; index < Spans; index++)
        {
            writer.Bytes(2, span);
        }

        writer.End(scopeGroup);
        writer.End(group);
    }

    private static void WriteSpan(WireWriter writer)
    {
        writer.Bytes(1, new byte[16]);
        writer.Bytes(2, new byte[8]);
        writer.Tag(7, WireType.Fixed64);
        writer.Fixed64(0);
        writer.Tag(8, WireType.Fixed64);
        writer.Fixed64(0);
        writer.Bytes(15, [0x18, 0]);
        writer.Bytes(4, new byte[8]);
        writer.String(5, "GET /catalog/products/{id}");
        writer.Tag(6, WireType.Varint);
        writer.Varint(2);
        WriteAttribute(writer, 9, "http.request.method", "GET");
        WriteAttribute(writer, 9, "http.route", "/catalog/products/{id}");
        WriteAttribute(writer, 9, "url.path", "/catalog/products/p-0001");
        WriteAttribute(writer, 9, "url.scheme", "http");
        WriteAttribute(writer, 9, "server.address", "127.0.0.1");
        WriteAttribute(writer, 9, "network.protocol.version", "1.1");
        WriteAttribute(writer, 9, "http.status", "200");
        WriteAttribute(writer, 9, "user.id", "u-1");
    }

    private static void WriteAttribute(WireWriter writer, int field, string key, string value)
    {
        var attribute = writer.Begin(field);
        writer.String(1, key);
        var any = writer.Begin(2);
        writer.String(1, value);
        writer.End(any);
        writer.End(attribute);
    }

    // Trace ids shall look random, as samplers expect, and be the same in every run (SplitMix64).
    private static ulong Mix(ulong value)
    {
        value = (value + 0x9E3779B97F4A7C15) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
