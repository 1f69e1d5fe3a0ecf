namespace TracingReference.Collector.Processors.TailSampling.Policies;

/// <summary>not: keeps what another policy does not.</summary>
internal sealed class NotPolicy(IPolicy policy) : IPolicy
{
    public bool IsStateful => policy.IsStateful;

    public bool NeedsSize => policy.NeedsSize;

    public Decision Evaluate(in TraceView trace) => policy.Evaluate(trace) == Decision.Sampled ? Decision.NotSampled : Decision.Sampled;
}
