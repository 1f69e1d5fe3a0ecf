using TracingReference.LoadTest.Reports;
using TracingReference.LoadTest.Sampling;
using TracingReference.LoadTest.Sampling.Checks;

namespace TracingReference.LoadTest.Tests.Sampling;

/// <summary>Parts of a report as a run makes them, of a shop that never was.</summary>
internal static class SimulatedParts
{
    private const double Share = 0.1;

    public static SamplingPart Head(int requests, int seed = 1, string? plant = null)
    {
        var shop = new SimulatedShop(seed);
        var seen = PlantedLoss.Of(shop.Head(shop.Truth(SamplingMix.Head, requests), plant == PlantedLoss.Ratio ? PlantedLoss.WrongRatio : Share), plant);
        return Checked("head10", seen, part => [.. ShareChecks.Head(seen, Share), .. CompletenessChecks.Of(seen, 0, part.Tears), KafkaChecks.Whole(seen, entry => entry.IsSampled)]);
    }

    public static SamplingPart Trap(int requests, int seed = 2)
    {
        var seen = new SimulatedShop(seed).Trapped(requests);
        return Checked("kafka-trap", seen, _ => [KafkaChecks.Trap(seen)]);
    }

    public static SamplingPart Tail(int requests, int seed = 3, string? plant = null)
    {
        var shop = new SimulatedShop(seed);
        var seen = PlantedLoss.Of(shop.Tail(shop.Truth(SamplingMix.Tail, requests)), plant);
        return Checked("tail", seen, part =>
        {
            part.Routes.AddRange(RateChecks.Routes(seen, new Dictionary<string, long>(), seen.Truth.GroupBy(entry => entry.Route).ToDictionary(
                route => route.Key, route => ((long)route.Count(), (long)route.Count(entry => entry.Status >= 500)))));
            return
            [
                .. ShareChecks.Tail(seen, Share), .. CompletenessChecks.Of(seen, 0, part.Tears), .. TailChecks.Of(seen, Share), .. EstimateChecks.Tail(seen, Share), .. RateChecks.Of(part.Routes),
                KafkaChecks.Whole(seen, entry => Kept.HasReason(entry, seen.Spans(entry), Share)),
            ];
        });
    }

    public static SamplingPart Adaptive(int requests, int seed = 4)
    {
        var shop = new SimulatedShop(seed);
        var seen = shop.Recording(shop.Truth(SamplingMix.OneRoute, requests));
        return Checked("adaptive", seen, part =>
        {
            part.Windows.AddRange(AdaptiveChecks.Windows(seen, 20, TimeSpan.FromSeconds(5)));
            return [.. AdaptiveChecks.Of(part.Windows, 0), .. EstimateChecks.Recorded(seen)];
        });
    }

    private static SamplingPart Checked(string name, Observation seen, Func<SamplingPart, IReadOnlyList<SamplingCheck>> checks)
    {
        var part = PartReport.Of(name, "made up", seen, 0, 0);
        part.Checks.AddRange(checks(part));
        Exemplars.Add(part, seen);
        return part;
    }
}
