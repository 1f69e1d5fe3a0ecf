using System.Collections.Concurrent;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;
using TracingReference.Collector.Telemetry;

namespace TracingReference.Collector.Processors.Sampling;

/// <summary>The sampler's own metric: items by the source of their randomness and by decision. There are no more policies than sources.</summary>
internal sealed class SampledCounters(ComponentContext context)
{
    private readonly ConcurrentDictionary<(string Policy, bool Sampled), OwnCounter> _counters = [];

    private readonly string _name = $"processor_probabilistic_sampler_count_{(context.Signal == Signal.Logs ? "logs" : "traces")}_sampled";

    public void Add(string policy, bool isSampled) => _counters.GetOrAdd((policy, isSampled), Create).Add(1);

    private OwnCounter Create((string Policy, bool Sampled) key) =>
        context.Metrics.Counter(_name, MetricsLevel.Basic, ("policy", key.Policy), ("sampled", key.Sampled ? "true" : "false"));
}
