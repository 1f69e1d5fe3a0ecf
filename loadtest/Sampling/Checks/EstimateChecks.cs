using TracingReference.LoadTest.Reports;
using TracingReference.LoadTest.Statistics;

namespace TracingReference.LoadTest.Sampling.Checks;

/// <summary>What can be said of all requests by those that were kept.</summary>
internal static class EstimateChecks
{
    /// <summary>After tail sampling: an error or a slow trace counts once, any other one as often as the share is rare.</summary>
    /// <param name="seen">Truth and what arrived.</param>
    /// <param name="share">What is kept of everything else.</param>
    public static IEnumerable<SamplingCheck> Tail(Observation seen, double share)
    {
        // An error that came after the decision looks as if it were kept for sure, and was not: no weight is right for it.
        var truth = seen.Truth.Where(entry => entry.Stratum != Strata.ErrorAfterDecision.Name).ToArray();
        var kept = truth.Where(seen.IsKept).Select(entry => (Entry: entry, Probability: Probability(seen.Spans(entry), share), IsError: Observation.HasError(seen.Spans(entry)))).ToArray();
        foreach (var route in truth.GroupBy(entry => entry.Route))
        {
            var ofRoute = kept.Where(each => each.Entry.Route == route.Key).ToArray();
            yield return Count("horvitz-thompson", route.Key, [.. ofRoute.Select(each => each.Probability)], route.Count());
        }

        var all = HorvitzThompson.Of(kept.Select(each => (each.Probability, 1.0)));
        var errors = HorvitzThompson.Of(kept.Where(each => each.IsError).Select(each => (each.Probability, 1.0)));
        var rate = errors.Total / Math.Max(1, all.Total);

        // Errors are kept for sure, so all the variance is the count's.
        yield return Claim.Estimated(
            "error-rate", "", kept.Length, rate, rate * Math.Sqrt(all.Variance) / Math.Max(1, all.Total), Share(truth.Count(entry => entry.IsError), truth.Length), "the share of requests with an error") with { IsLoss = true };

        var naive = Share(kept.Count(each => each.IsError), kept.Length);
        var right = Share(truth.Count(entry => entry.IsError), truth.Length);
        yield return Claim.Figure(
            "naive-error-rate", "", kept.Length, naive, new(naive, naive), right,
            Claim.Text($"Of kept traces {naive:P2} have an error, of all requests {right:P2}: counted without weights it is {(right > 0 ? naive / right : 0):F1} times too high."), []);
    }

    /// <summary>After adaptive sampling: each trace says how probable it was.</summary>
    public static IEnumerable<SamplingCheck> Recorded(Observation seen)
    {
        var kept = seen.Truth.Where(seen.IsKept).Select(entry => (entry.TraceId, entry.Route, Probability: Observation.Probability(seen.Spans(entry)))).ToArray();
        yield return Claim.Every("recorded-probability", "", kept.Length, [.. kept.Where(each => each.Probability is null or <= 0).Select(each => each.TraceId)], "kept traces tell in tracestate how probable they were");
        foreach (var route in seen.Truth.GroupBy(entry => entry.Route))
        {
            yield return Count("horvitz-thompson", route.Key, [.. kept.Where(each => each.Route == route.Key && each.Probability > 0).Select(each => each.Probability!.Value)], route.Count());
        }
    }

    private static SamplingCheck Count(string measure, string route, IReadOnlyList<double> probabilities, long truth)
    {
        var estimate = HorvitzThompson.Of(probabilities.Select(probability => (probability, 1.0)));
        return Claim.Estimated(measure, route, probabilities.Count, estimate.Total, Math.Sqrt(estimate.Variance), truth, $"requests of {route}") with { IsLoss = true }; // a trace that is lost is missing, and one that lost its error has too much weight
    }

    private static double Probability(IReadOnlyList<KeptSpan> spans, double share) => Observation.HasError(spans) || Observation.IsSlow(spans) ? 1 : share;

    private static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}
