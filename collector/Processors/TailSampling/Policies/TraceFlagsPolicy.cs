namespace TracingReference.Collector.Processors.TailSampling.Policies;

/// <summary>trace_flags: keeps a trace with a span whose flags say "sampled".</summary>
internal sealed class TraceFlagsPolicy : IPolicy
{
    public Decision Evaluate(in TraceView trace) => trace.Facts.HasSampledFlag ? Decision.Sampled : Decision.NotSampled;
}
