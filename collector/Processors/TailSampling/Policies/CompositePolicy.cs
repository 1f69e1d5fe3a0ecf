namespace TracingReference.Collector.Processors.TailSampling.Policies;

/// <summary>
/// composite: the first policy that would keep the trace decides, and does so only while it has spans left in this second of
/// the wall clock. As upstream, policies are asked in the order they are listed in, not in policy_order; a policy that has
/// used up its spans does not let others try; and the total is compared with each policy's own spans.
/// </summary>
internal sealed class CompositePolicy(long maxTotal, IReadOnlyList<(IPolicy Policy, long SpansPerSecond)> policies) : IPolicy
{
    private readonly IPolicy[] _policies = [.. policies.Select(static policy => policy.Policy)];
    private readonly long[] _most = [.. policies.Select(policy => Math.Min(policy.SpansPerSecond, maxTotal))];
    private readonly long[] _kept = new long[policies.Count];
    private long _second;

    public bool IsStateful => true;

    public bool NeedsSize => Array.Exists(_policies, static policy => policy.NeedsSize);

    public Decision Evaluate(in TraceView trace)
    {
        if (trace.Now.UnixSecond != _second)
        {
            _second = trace.Now.UnixSecond;
            Array.Clear(_kept);
        }

        for (var index = 0; index < _policies.Length; index++)
        {
            if (_policies[index].Evaluate(trace) != Decision.Sampled)
            {
                continue;
            }

            if (_kept[index] + trace.SpanCount > _most[index])
            {
                return Decision.NotSampled;
            }

            _kept[index] += trace.SpanCount;
            return Decision.Sampled;
        }

        return Decision.NotSampled;
    }
}
