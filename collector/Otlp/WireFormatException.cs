namespace TracingReference.Collector.Otlp;

/// <summary>Bytes that are no OTLP: broken protobuf, broken JSON, or an id of a wrong length.</summary>
public sealed class WireFormatException(string message) : Exception(message);
