using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Connectors.SpanMetrics;

/// <summary>Where the dimensions of a span come from.</summary>
internal readonly record struct SpanAttributes(AttributeList Resource, AnyValue Service, Message Scope, Message Span);
