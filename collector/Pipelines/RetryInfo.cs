using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Pipelines;

/// <summary>google.rpc.RetryInfo inside google.rpc.Status, by which gRPC back ends say how long to wait (google/rpc/error_details.proto).</summary>
internal static class RetryInfo
{
    private static readonly byte[] TypeUrl = [.. "type.googleapis.com/google.rpc.RetryInfo"u8];

    public static byte[] Format(StatusCode code, string message, TimeSpan delay)
    {
        using var writer = new WireWriter(256);
        writer.Tag(1, WireType.Varint);
        writer.Varint((ulong)code);
        writer.String(2, message);
        var any = writer.Begin(3);
        writer.Bytes(1, TypeUrl);
        var info = writer.Begin(2);
        var duration = writer.Begin(1);
        writer.Tag(1, WireType.Varint);
        writer.Varint((ulong)delay.TotalSeconds);
        writer.Tag(2, WireType.Varint);
        writer.Varint((ulong)(delay.Ticks % TimeSpan.TicksPerSecond * 100));
        writer.End(duration);
        writer.End(info);
        writer.End(any);
        return writer.Written.ToArray();
    }
}
