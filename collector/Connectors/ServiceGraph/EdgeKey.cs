using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Connectors.ServiceGraph;

/// <summary>What both sides of a request know: the trace, and the client's span.</summary>
internal readonly record struct EdgeKey(TraceId TraceId, ulong SpanId);
