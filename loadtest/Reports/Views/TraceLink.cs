using TracingReference.LoadTest.Reports.Pages;

namespace TracingReference.LoadTest.Reports.Views;

/// <summary>
/// Names a trace. It leads to the Dashboard of the system that ran already; systems that a run starts have none, and of their
/// traces the report holds a few itself (<see cref="ExemplarTraces"/>).
/// </summary>
internal static class TraceLink
{
    private const string Dashboard = "http://127.0.0.1:18888/traces/detail/";

    public static Cell To(string traceId, Report report) =>
        new(traceId, Link: report.Target is null ? null : new Uri(Dashboard + Uri.EscapeDataString(traceId)));
}
