namespace TracingReference.LoadTest.Otlp;

/// <summary>What one service has exported since it began.</summary>
/// <param name="Spans">Spans that arrived.</param>
/// <param name="SpanBytes">Bytes on the wire of the requests that carried them.</param>
/// <param name="AllBytes">Bytes on the wire of all its exports.</param>
/// <param name="Processed">Spans that its batch processor handed to the exporter, by the SDK's own count; null where it has told none.</param>
/// <param name="Dropped">Spans that its batch processor dropped, by the SDK's own count.</param>
internal sealed record TelemetryCount(long Spans, long SpanBytes, long AllBytes, long? Processed, long Dropped)
{
    public static TelemetryCount None { get; } = new(0, 0, 0, null, 0);
}
