using System.Collections.Concurrent;
using System.Diagnostics;

namespace TracingReference.Defaults.Faults;

/// <summary>The fault plans of requests and messages in hand, by trace. Where one trace has several at once, the newest counts.</summary>
internal sealed class KeptFaults
{
    private readonly ConcurrentDictionary<ActivityTraceId, Kept> plans = new();

    public FaultPlan? Find(ActivityTraceId? trace) => trace is { } id && plans.TryGetValue(id, out var kept) ? kept.Plan : null;

    /// <returns>Forgets the plan when it is disposed.</returns>
    public IDisposable Add(ActivityTraceId trace, FaultPlan plan) => plans[trace] = new Kept(plans, trace, plan);

    private sealed class Kept(ConcurrentDictionary<ActivityTraceId, Kept> plans, ActivityTraceId trace, FaultPlan plan) : IDisposable
    {
        public FaultPlan Plan { get; } = plan;

        public void Dispose() => plans.TryRemove(new KeyValuePair<ActivityTraceId, Kept>(trace, this));
    }
}
