namespace TracingReference.SystemTests.Otlp;

/// <summary>A log record as it arrived.</summary>
public sealed record ReceivedLog(
    string Service, string Scope, string Body, string? TraceId, string? SpanId, IReadOnlyDictionary<string, object?> Attributes)
{
    /// <summary>The message before its values were put in, which is the same for every record of one place in the code.</summary>
    public string? Template => Attributes.GetValueOrDefault("{OriginalFormat}") as string;
}
