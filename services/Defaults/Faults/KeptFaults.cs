using System.Collections.Concurrent;
using System.Diagnostics;

namespace TracingReference.Defaults.Faults;

/// <summary>The fault plans of the last traces that had one; the oldest goes when there are too many.</summary>
internal sealed class KeptFaults
{
    private const int MaxTraces = 10_000;
    private readonly ConcurrentDictionary<ActivityTraceId, FaultPlan> plans = new();
    private readonly ConcurrentQueue<ActivityTraceId> order = new();

    public FaultPlan? Find(ActivityTraceId? trace) => trace is { } id && plans.TryGetValue(id, out var plan) ? plan : null;

    public void Add(ActivityTraceId trace, FaultPlan plan)
    {
        if (!plans.TryAdd(trace, plan))
        {
            return;
        }

        order.Enqueue(trace);
        if (order.Count > MaxTraces && order.TryDequeue(out var oldest))
        {
            plans.TryRemove(oldest, out _);
        }
    }
}
