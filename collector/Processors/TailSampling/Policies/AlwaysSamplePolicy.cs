namespace TracingReference.Collector.Processors.TailSampling.Policies;

/// <summary>always_sample: keeps every trace.</summary>
internal sealed class AlwaysSamplePolicy : IPolicy
{
    public Decision Evaluate(in TraceView trace) => Decision.Sampled;
}
