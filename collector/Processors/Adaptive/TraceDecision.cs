using TracingReference.Collector.Processors.Sampling;

namespace TracingReference.Collector.Processors.Adaptive;

/// <summary>What was decided for a trace: by which threshold, and whether it is kept.</summary>
internal readonly record struct TraceDecision(Threshold Threshold, bool IsKept);
