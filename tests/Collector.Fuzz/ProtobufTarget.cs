using System.Buffers;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Otlp.Json;

namespace TracingReference.Collector.Fuzz;

/// <summary>OTLP in protobuf: the check, the groups, every message, and both writers.</summary>
internal sealed class ProtobufTarget() : FuzzTarget("protobuf")
{
    public override IReadOnlyList<byte[]> Seeds { get; } =
        [.. Files("json").SelectMany(seed => Enum.GetValues<Signal>().Select(signal => Convert(signal, seed))).Where(seed => seed.Length > 0)];

    public override IReadOnlyList<byte[]> Pieces { get; } =
    [
        [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x01], [0xFF, 0xFF, 0xFF, 0xFF, 0x0F], [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0x01],
        [0x0A, 0x00], [0x12, 0x00], [0x0B], [0x0C], [0x7A, 0x7F], [0x2A, 0x02, 0x0A, 0x00], [0x32, 0x02, 0x0A, 0x00], [0x0D, 0, 0, 0, 0], [0x09, 0, 0, 0, 0, 0, 0, 0, 0],
    ];

    public override bool Read(byte[] input)
    {
        // All are tried: a request of one signal is a broken one of another.
        var isGood = false;
        foreach (var signal in Enum.GetValues<Signal>())
        {
            isGood |= Read(signal, input);
        }

        return isGood;
    }

    private static bool Read(Signal signal, byte[] input)
    {
        try
        {
            WireCheck.Request(signal, input);
        }
        catch (WireFormatException)
        {
            return false;
        }

        // What the check lets pass, nobody behind it may refuse.
        var (once, json) = Write(signal, input);
        var (twice, sameJson) = Write(signal, once);
        Same(once, twice, $"{signal} written anew");
        Same(json, sameJson, $"{signal} in JSON");
        return true;
    }

    private static (byte[] Wire, byte[] Json) Write(Signal signal, byte[] input)
    {
        using var batch = Batch.Read(signal, Payload.Copy(input));
        _ = batch.ItemCount;
        foreach (var part in batch.Parts().Concat(batch.Resources.Select(group => group.Resource)).Concat(batch.Resources.SelectMany(group => group.Scopes).Select(group => group.Scope)))
        {
            _ = part.Edit();
        }

        using var wire = new WireWriter();
        batch.Write(wire);
        var json = new ArrayBufferWriter<byte>();
        WireToJson.Convert(batch, json);
        return (wire.Written.ToArray(), json.WrittenSpan.ToArray());
    }

    private static byte[] Convert(Signal signal, byte[] json)
    {
        using var wire = new WireWriter();
        JsonToWire.Convert(signal, json, wire);
        return wire.Written.ToArray();
    }
}
