using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Tests.TailSampling;

internal sealed record TestSpan(TraceId Trace, string Name, bool IsError = false, bool IsRoot = false);
