namespace TracingReference.Collector.Otlp;

/// <summary>Bytes that are no OTLP: broken protobuf, broken JSON, or an id of a wrong length.</summary>
public sealed class WireFormatException(string message) : Exception(message)
{
    /// <summary>Whether JSON broke off at a byte that is no ASCII. Upstream quotes that byte, cannot put it into its answer, and answers 500.</summary>
    public bool IsUnspeakable { get; init; }
}
