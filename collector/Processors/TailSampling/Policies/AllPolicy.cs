namespace TracingReference.Collector.Processors.TailSampling.Policies;

/// <summary>
/// and, drop: whether all of some policies keep the trace. The first that does not ends it, so that limits behind it spend
/// nothing. None at all keep every trace.
/// </summary>
/// <param name="policies">Asked in this order.</param>
/// <param name="all">What is said where all keep it: Sampled for and, Dropped for drop.</param>
internal sealed class AllPolicy(IReadOnlyList<IPolicy> policies, Decision all) : IPolicy
{
    private readonly IPolicy[] _policies = [.. policies];

    public bool IsStateful => Array.Exists(_policies, static policy => policy.IsStateful);

    public bool NeedsSize => Array.Exists(_policies, static policy => policy.NeedsSize);

    public Decision Evaluate(in TraceView trace)
    {
        foreach (var policy in _policies)
        {
            if (policy.Evaluate(trace) == Decision.NotSampled)
            {
                return Decision.NotSampled;
            }
        }

        return all;
    }
}
