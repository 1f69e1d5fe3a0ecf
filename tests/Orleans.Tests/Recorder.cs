using System.Collections.Concurrent;
using System.Diagnostics;

namespace TracingReference.Orleans.Tests;

/// <summary>Listens to the sources of Orleans and keeps what stops. One at a time, as listeners decide together.</summary>
internal sealed class Recorder : IDisposable
{
    private const string Own = "TracingReference.Orleans.Tests";
    private static readonly ActivitySource s_source = new(Own);
    private readonly ActivityListener _listener;
    private readonly ConcurrentQueue<Activity> _stopped = new();

    /// <param name="root">What a sampler says at the root of a trace; below, the parent decides, as in the SDK of OpenTelemetry.</param>
    public Recorder(ActivitySamplingResult root = ActivitySamplingResult.AllDataAndRecorded)
    {
        _listener = new()
        {
            ShouldListenTo = source => source.Name == Own || source.Name.StartsWith("Microsoft.Orleans.", StringComparison.Ordinal),
            Sample = (ref creation) =>
                (creation.Parent.TraceFlags & ActivityTraceFlags.Recorded) != 0 ? ActivitySamplingResult.AllDataAndRecorded
                : creation.Parent.TraceId == default ? root
                : creation.Parent.IsRemote ? ActivitySamplingResult.PropagationData
                : ActivitySamplingResult.None,
            ActivityStopped = _stopped.Enqueue,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public Activity Begin()
    {
        Activity.Current = null;
        return s_source.StartActivity("root")!.AddBaggage("shop", "open");
    }

    public IReadOnlyList<Activity> Of(Activity root) =>
        [.. _stopped.Where(activity => activity.TraceId == root.TraceId && activity != root).OrderBy(activity => activity.StartTimeUtc)];

    /// <summary>The activities of the trace, each as source, name, kind and the name of its parent.</summary>
    public IEnumerable<string> Tree(Activity root)
    {
        var all = Of(root);
        return all.Select(activity =>
            $"{activity.Source.Name["Microsoft.Orleans.".Length..]} '{activity.DisplayName}' {activity.Kind} < " +
            (activity.ParentSpanId == root.SpanId ? "root" : all.Single(parent => parent.SpanId == activity.ParentSpanId) is var parent ? $"{parent.DisplayName} {parent.Kind}" : ""));
    }

    public IEnumerable<Activity> Everything => _stopped;

    public void Dispose() => _listener.Dispose();
}
