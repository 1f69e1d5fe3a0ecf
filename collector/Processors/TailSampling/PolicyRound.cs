using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Processors.TailSampling;

/// <summary>Asks the policies about a trace, drop policies first, and says what follows from their answers.</summary>
internal sealed class PolicyRound
{
    private readonly NamedPolicy[] _policies;
    private readonly bool _endsWithFirstMatch;
    private readonly TimeProvider _time;

    public PolicyRound(TailSamplingSettings settings, ComponentContext context)
    {
        (_endsWithFirstMatch, _time) = (settings.SampleOnFirstMatch, context.Time);
        var made = settings.Policies.OrderByDescending(static policy => policy.IsDrop).Select(static policy => (Settings: policy, Policy: policy.Create())).ToList();
        NeedsSizes = settings.MaxTraceBytes > 0 || made.Exists(static policy => policy.Policy.NeedsSize);

        // As upstream, the policies of a processor with a name carry it in metrics.
        var prefix = context.Id.Name.Length > 0 ? $"{context.Id.Name}." : "";
        _policies = [.. made.Select(policy => new NamedPolicy(prefix + policy.Settings.Name, policy.Settings.IsDrop, policy.Policy, context.Metrics))];
    }

    /// <summary>Whether anything asks for the size of traces.</summary>
    public bool NeedsSizes { get; }

    /// <summary>Decides of a trace. Every policy is asked, even after one has said Sampled: limits count what they would have kept.</summary>
    public Decision Decide(in TraceView trace)
    {
        var decision = Decision.NotSampled;
        foreach (var policy in _policies)
        {
            var vote = policy.Evaluate(trace, _time);
            if (vote == Decision.Dropped || (vote == Decision.Sampled && _endsWithFirstMatch))
            {
                return vote;
            }

            decision = vote == Decision.Sampled ? vote : decision;
        }

        return decision;
    }

    /// <summary>Decides of what has come of a trace, where that is enough; else None.</summary>
    public Decision DecideOnIngest(in TraceView trace)
    {
        var mayStillBeDropped = false;
        foreach (var policy in _policies)
        {
            if (mayStillBeDropped && !policy.IsDrop)
            {
                break;
            }

            var vote = policy.Evaluate(trace, _time);
            if (vote is Decision.Dropped or Decision.Sampled)
            {
                return vote;
            }

            mayStillBeDropped |= policy.IsDrop;
        }

        return Decision.None;
    }

    /// <summary>Puts what the policies have said since the last time into the metrics.</summary>
    public void Publish()
    {
        foreach (var policy in _policies)
        {
            policy.Publish();
        }
    }
}
