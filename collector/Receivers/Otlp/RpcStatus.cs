using System.Text.Json;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Receivers.Otlp;

/// <summary>google.rpc.Status, the body of every OTLP error: code (1) and message (2).</summary>
internal static class RpcStatus
{
    public static byte[] Format(StatusCode code, string message, bool isJson)
    {
        if (isJson)
        {
            return JsonSerializer.SerializeToUtf8Bytes(new { code = (int)code, message });
        }

        using var writer = new WireWriter(256);
        writer.Tag(1, WireType.Varint);
        writer.Varint((ulong)code);
        writer.String(2, message);
        return writer.Written.ToArray();
    }
}
