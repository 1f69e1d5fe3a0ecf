using TracingReference.LoadTest.Recording;
using TracingReference.LoadTest.Reports;

namespace TracingReference.LoadTest.Overhead;

/// <summary>What the load of one block was answered.</summary>
/// <param name="Begun">When its first request was due.</param>
/// <param name="Took">Until its last answer.</param>
/// <param name="Recorder">The answers.</param>
internal sealed record LoadAnswers(DateTimeOffset Begun, TimeSpan Took, LoadRecorder Recorder)
{
    private const int Steps = 100;

    /// <summary>Whether any request was answered as it should have been.</summary>
    public bool HasOk => Recorder.All.Count > Recorder.Failed;

    /// <summary>The raw block of a report.</summary>
    /// <param name="arm">A or B.</param>
    /// <param name="services">What it cost.</param>
    public Block ToBlock(string arm, IReadOnlyDictionary<string, Usage> services) => new(
        arm, Begun, Recorder.All.Count, Recorder.Failed, Summary(Recorder.All),
        Recorder.Routes.ToDictionary(route => route.Key, route => Summary(route.Value)), services);

    /// <summary>A histogram as reports have it.</summary>
    public static Latency Summary(LatencyHistogram latencies) => new(
        latencies.Count,
        latencies.Mean.TotalMicroseconds,
        latencies.Quantile(0.5).TotalMicroseconds,
        latencies.Quantile(0.9).TotalMicroseconds,
        latencies.Quantile(0.99).TotalMicroseconds,
        latencies.Quantile(0.999).TotalMicroseconds,
        [.. Thinned(latencies)]);

    // Steps of equal height as far as there are any, and the last one: the longest latency is never thinned out.
    private static IEnumerable<double[]> Thinned(LatencyHistogram latencies)
    {
        var next = 1.0;
        foreach (var (latency, atMost) in latencies.Steps())
        {
            if (atMost >= next || atMost == latencies.Count)
            {
                yield return [latency.TotalMicroseconds, atMost];
                next = Math.Max(next, atMost) + (latencies.Count / (Steps - 1.0));
            }
        }
    }
}
