namespace TracingReference.Collector.Processors.Redaction;

/// <summary>url_sanitizer, where it is enabled.</summary>
/// <param name="Attributes">attributes: those whose values are URLs. Log bodies are all taken for URLs.</param>
/// <param name="SanitizeSpanName">sanitize_span_name: also names of HTTP spans.</param>
internal sealed record UrlSanitizerSettings(IReadOnlySet<string> Attributes, bool SanitizeSpanName);
