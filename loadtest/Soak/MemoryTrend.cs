using TracingReference.LoadTest.Comparing;
using TracingReference.LoadTest.Reports;
using TracingReference.LoadTest.Statistics;

namespace TracingReference.LoadTest.Soak;

/// <summary>
/// How fast resident memory grows. Readings that follow each other are alike (a heap grows until it is collected), which would
/// make an interval from them too narrow. So the slope is taken over the medians of a few long stretches, which are nearly
/// independent.
/// </summary>
internal static class MemoryTrend
{
    private const int MostStretches = 12;
    private const int FewestStretches = 6;
    private const double SecondsPerHour = 3600;

    /// <summary>The slope of every service; none where there are too few readings.</summary>
    public static IEnumerable<MemoryGrowth> Of(IReadOnlyList<SoakPoint> points, double warmUpSeconds)
    {
        var warm = points.Where(point => point.Seconds > warmUpSeconds && point.Services.Count > 0).ToArray();
        foreach (var service in warm.SelectMany(point => point.Services.Keys).Distinct().Order(StringComparer.Ordinal))
        {
            var readings = warm.Where(point => point.Services.ContainsKey(service)).Select(point => (point.Seconds, (double)point.Services[service].ResidentBytes)).ToArray();
            if (Of(service, readings) is { } growth)
            {
                yield return growth;
            }
        }
    }

    private static MemoryGrowth? Of(string service, (double Seconds, double Bytes)[] readings)
    {
        var length = (readings.Length + MostStretches - 1) / MostStretches;

        // Stretches of equal length, counted from the end: what does not make a whole one is the earliest, and the least settled.
        var stretches = length == 0 ? [] : readings.Skip(readings.Length % length).Chunk(length)
            .Select(stretch => (stretch.Average(reading => reading.Seconds) / SecondsPerHour, Quantiles.Median(stretch.Select(reading => reading.Bytes)))).ToArray();
        if (stretches.Length < FewestStretches)
        {
            return null;
        }

        var line = new TheilSen(stretches);
        return new(service, stretches.Length, line.Slope, line.Interval(Comparison.Confidence)!.Value);
    }
}
