using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Connectors.SpanMetrics;

/// <summary>Where a span comes from, and where it is counted.</summary>
/// <param name="Metrics">Those of its resource.</param>
/// <param name="Resource">The resource's attributes.</param>
/// <param name="Service">The service's name; empty where it is no text.</param>
/// <param name="Scope">Its scope.</param>
/// <param name="Time">When it came.</param>
internal readonly record struct SpanSource(ResourceMetrics Metrics, AttributeSlices Resource, AnyValue Service, Part Scope, DateTimeOffset Time);
