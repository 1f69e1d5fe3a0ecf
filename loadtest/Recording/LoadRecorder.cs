using System.Collections.Concurrent;
using TracingReference.LoadTest.Shop;

namespace TracingReference.LoadTest.Recording;

/// <summary>What one stretch of load was answered: verdicts rest on this, and not on the load generator's own figures. Any thread may record.</summary>
internal sealed class LoadRecorder
{
    private readonly ConcurrentDictionary<string, LatencyHistogram> routes = new();
    private readonly ConcurrentDictionary<string, long> failures = new();
    private long failed;

    /// <summary>Latencies of all requests.</summary>
    public LatencyHistogram All { get; } = new();

    /// <summary>Latencies by route.</summary>
    public IReadOnlyDictionary<string, LatencyHistogram> Routes => routes;

    /// <summary>Requests that were not answered as they should have been.</summary>
    public long Failed => Interlocked.Read(ref failed);

    /// <summary>How they failed, and how often: <c>POST /orders: 503</c>.</summary>
    public IReadOnlyDictionary<string, long> Failures => failures;

    /// <param name="call">The answer.</param>
    /// <param name="latency">Since the request was due.</param>
    public void Record(Call call, TimeSpan latency)
    {
        All.Record(latency);
        routes.GetOrAdd(call.Route, _ => new()).Record(latency);
        if (!call.IsOk)
        {
            Interlocked.Increment(ref failed);
            failures.AddOrUpdate($"{call.Route}: {(call.Status == 0 ? call.Error : call.Status)}", 1, (_, before) => before + 1);
        }
    }
}
