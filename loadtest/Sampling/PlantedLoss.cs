namespace TracingReference.LoadTest.Sampling;

/// <summary>Loses, between the collector and the checks, what a broken pipeline might, so that one can see it found.</summary>
internal static class PlantedLoss
{
    public const string Ratio = "ratio";
    public const string LostErrors = "lost-errors";
    public const string TornTraces = "torn-traces";

    /// <summary>What the head sampler is told where <see cref="Ratio"/> is planted, though the claim stays.</summary>
    public const double WrongRatio = 0.09;

    private const double LostShare = 0.005;
    private const double TornShare = 0.01;

    /// <summary>Applies the planted fault, or none.</summary>
    /// <param name="seen">Truth and what arrived.</param>
    /// <param name="plant">Its name; null for none.</param>
    public static Observation Of(Observation seen, string? plant) => plant switch
    {
        LostErrors => Without(seen, Chosen(seen.Truth.Where(entry => entry.IsError && seen.IsKept(entry)).Select(entry => entry.TraceId), LostShare)),
        TornTraces => Torn(seen, Chosen(seen.Truth.Where(entry => seen.Spans(entry).Any(span => span.Service != "gateway")).Select(entry => entry.TraceId), TornShare)),
        _ => seen,
    };

    private static Observation Without(Observation seen, HashSet<string> lost) => seen with
    {
        Kept = seen.Kept.Where(trace => !lost.Contains(trace.Key)).ToDictionary(StringComparer.Ordinal),
    };

    private static Observation Torn(Observation seen, HashSet<string> torn) => seen with
    {
        Kept = seen.Kept.ToDictionary(
            trace => trace.Key,
            trace => torn.Contains(trace.Key) && trace.Value.FirstOrDefault(span => span.Service != "gateway")?.Service is { } lost
                ? [.. trace.Value.Where(span => span.Service != lost)]
                : trace.Value,
            StringComparer.Ordinal),
    };

    // By a hash of the id, as a broken instance behind a load balancer would; one at least, or nothing were planted.
    private static HashSet<string> Chosen(IEnumerable<string> traces, double share)
    {
        var ranked = traces.OrderBy(Rank).ToArray();
        return [.. ranked.Take(Math.Max(1, ranked.Count(id => Rank(id) < share)))];
    }

    // Not the bits by which samplers decide.
    private static double Rank(string traceId) => Convert.ToUInt32(traceId.Substring(16, 8), 16) / (double)uint.MaxValue;
}
