using TracingReference.Collector.Processors.TailSampling.Policies;
using TracingReference.Collector.Telemetry;

namespace TracingReference.Collector.Processors.TailSampling;

/// <summary>A policy of the configuration at work, and what is told of it.</summary>
internal sealed class NamedPolicy(string name, bool isDrop, IPolicy policy, OwnMetrics metrics)
{
    private const string Prefix = SamplingMetrics.Prefix;
    private readonly OwnCounter _executions = metrics.Counter($"{Prefix}sampling_policy_execution_count", MetricsLevel.Basic, ("policy", name));
    private readonly OwnCounter _microseconds = metrics.Counter($"{Prefix}sampling_policy_execution_time_sum", MetricsLevel.Basic, ("policy", name));
    private readonly OwnCounter?[] _decisions = new OwnCounter?[4];
    private readonly long[] _counts = new long[4];
    private long _count;
    private TimeSpan _time;

    public bool IsDrop { get; } = isDrop;

    /// <summary>Asks the policy, and takes the time.</summary>
    public Decision Evaluate(in TraceView trace, TimeProvider time)
    {
        var start = time.GetTimestamp();
        var decision = policy.Evaluate(trace);
        _time += time.GetElapsedTime(start);
        _count++;
        _counts[(int)decision]++;
        return decision;
    }

    /// <summary>Puts what has been counted since the last time into the metrics.</summary>
    public void Publish()
    {
        _executions.Add(_count);
        _microseconds.Add((long)_time.TotalMicroseconds);
        (_count, _time) = (0, TimeSpan.Zero);
        for (var decision = Decision.Sampled; decision <= Decision.Dropped; decision++)
        {
            ref var count = ref _counts[(int)decision];
            if (count > 0)
            {
                var counter = _decisions[(int)decision] ??= metrics.Counter($"{Prefix}count_traces_sampled", MetricsLevel.Basic,
                    ("policy", name), SamplingMetrics.SampledLabel(decision), SamplingMetrics.DecisionLabel(decision));
                counter.Add(count);
                count = 0;
            }
        }
    }
}
