using System.Buffers;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Otlp.Json;

namespace TracingReference.Collector.Fuzz;

/// <summary>OTLP in JSON: what it becomes is good protobuf, and comes back the same from JSON.</summary>
internal sealed class JsonTarget() : FuzzTarget("json")
{
    public override IReadOnlyList<byte[]> Seeds { get; } = Files("json");

    public override IReadOnlyList<byte[]> Pieces { get; } =
    [
        .. new[]
        {
            "{", "}", "[", "]", ",", ":", "\"", "null", "true", "1e400", "-1", "18446744073709551616", "\"NaN\"", "\"-Infinity\"", "\\ud800", "\\u0000", "{}", "[]",
            "\"arrayValue\":{\"values\":[", "\"kvlistValue\":{\"values\":[{\"key\":\"k\",\"value\":{", "\"stringValue\":", "\"bytesValue\":\"AA==\"", "\"SPAN_KIND_SERVER\"",
        }.Select(System.Text.Encoding.UTF8.GetBytes),
        [0xFF], [0xC3, 0x28], [0xEF, 0xBB, 0xBF],
    ];

    public override bool Read(byte[] input)
    {
        var isGood = false;
        foreach (var signal in Enum.GetValues<Signal>())
        {
            isGood |= Read(signal, input);
        }

        return isGood;
    }

    private static bool Read(Signal signal, byte[] input)
    {
        byte[] wire;
        try
        {
            wire = ToWire(signal, input);
            WireCheck.Request(signal, wire);
        }
        catch (WireFormatException)
        {
            return false;
        }

        // Once through the model, zeros are left away; text that is no UTF-8 is replaced.
        var json = ToJson(signal, wire);
        Same(json, ToJson(signal, ToWire(signal, json)), $"{signal} in JSON");
        return true;
    }

    private static byte[] ToWire(Signal signal, byte[] json)
    {
        using var wire = new WireWriter();
        JsonToWire.Convert(signal, json, wire);
        return wire.Written.ToArray();
    }

    private static byte[] ToJson(Signal signal, byte[] wire)
    {
        using var batch = Batch.Read(signal, Payload.Copy(wire));
        var json = new ArrayBufferWriter<byte>();
        WireToJson.Convert(batch, json);
        return json.WrittenSpan.ToArray();
    }
}
