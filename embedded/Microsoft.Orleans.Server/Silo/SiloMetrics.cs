using System.Diagnostics.Metrics;

namespace Embedded.Silo;

/// <summary>What is counted: every call that did not get its answer.</summary>
internal sealed class SiloMetrics
{
    private static readonly Meter s_meter = new("Microsoft.Orleans");
    private static readonly Counter<int> s_timedOut = s_meter.CreateCounter<int>("orleans-app-requests-timedout", description: "Callers that gave up waiting.");
    private static readonly Counter<int> s_dropped = s_meter.CreateCounter<int>("orleans-messaging-expired", description: "Calls not started, as their callers had given up.");
    private static readonly Counter<int> s_rejected = s_meter.CreateCounter<int>("orleans-messaging-rejected", description: "Calls refused by a limit.");

    public void TimedOut(int calls) => s_timedOut.Add(calls);

    public void Dropped() => s_dropped.Add(1);

    public void Rejected() => s_rejected.Add(1);
}
