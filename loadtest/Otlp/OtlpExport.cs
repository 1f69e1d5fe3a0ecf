namespace TracingReference.LoadTest.Otlp;

/// <summary>What OTLP carries.</summary>
internal enum OtlpSignal
{
    Traces,
    Metrics,
    Logs,
}

/// <summary>One export request.</summary>
/// <param name="Signal">What it carries.</param>
/// <param name="WireBytes">The gRPC message as it was on the wire: compressed where it was, with the five bytes of its frame.</param>
/// <param name="Message">The request in protobuf, decompressed.</param>
internal readonly record struct OtlpExport(OtlpSignal Signal, int WireBytes, ReadOnlyMemory<byte> Message);
