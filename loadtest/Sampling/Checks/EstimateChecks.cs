using TracingReference.LoadTest.Reports;
using TracingReference.LoadTest.Statistics;

namespace TracingReference.LoadTest.Sampling.Checks;

/// <summary>
/// What can be said of all requests by those that were kept. As all of them are known, whether an estimate is off by more than chance is told by
/// the probabilities that are claimed for them, and not by a variance that is itself estimated from what was kept.
/// </summary>
internal static class EstimateChecks
{
    private const string Counts = "horvitz-thompson";

    /// <summary>
    /// After tail sampling: an error or a slow trace counts once, any other one as often as the share is rare. A loss explains what is no
    /// deviation any more once each trace that must be kept is there with its right weight: one that is lost is missing, and one that lost its error has
    /// too much weight. What was kept though it must not be, it does not explain.
    /// </summary>
    /// <param name="seen">Truth and what arrived.</param>
    /// <param name="share">What is kept of everything else.</param>
    public static IEnumerable<SamplingCheck> Tail(Observation seen, double share)
    {
        // No weight is right for an error that came after the decision: it looks as if it were kept for sure, and was not. Of what nobody planned one cannot say.
        WeighedRequest[] requests =
        [
            .. seen.Truth.Where(entry => entry.Stratum != Strata.ErrorAfterDecision.Name && Kept.For(entry) != KeptBecause.Unplanned)
                .Select(entry => WeighedRequest.Of(entry, seen, share)),
        ];
        foreach (var route in requests.GroupBy(request => request.Entry.Route))
        {
            yield return Count(route.Key, [.. route], share);
        }

        WeighedRequest[] kept = [.. requests.Where(request => request.Arrived.Weight > 0)];
        var right = Share(requests.Count(request => request.Entry.IsError), requests.Length);
        yield return kept.Length == 0 ? Claim.Nothing("error-rate", "", ClaimRule.Chance, right, "errors are a share of what was kept") : Rate(requests, kept, right, share);

        var naive = Share(kept.Count(request => request.Arrived.IsError), kept.Length);
        yield return Claim.Figure(
            "naive-error-rate", "", kept.Length, naive, new(naive, naive), right,
            Claim.Text($"Of kept traces {naive:P2} have an error, of all requests {right:P2}: counted without weights it is {(right > 0 ? naive / right : 0):F1} times too high."), []);
    }

    /// <summary>After adaptive sampling: each trace says how probable it was. Its weight came with it, so a loss makes an estimate lower, and never higher.</summary>
    public static IEnumerable<SamplingCheck> Recorded(Observation seen)
    {
        var kept = seen.Truth.Where(seen.IsKept).Select(entry => (entry.TraceId, entry.Route, Probability: Observation.Probability(seen.Spans(entry)))).ToArray();
        yield return Claim.Every("recorded-probability", "", kept.Length, [.. kept.Where(each => each.Probability is null or <= 0).Select(each => each.TraceId)], "kept traces tell in tracestate how probable they were");
        foreach (var route in seen.Truth.GroupBy(entry => entry.Route))
        {
            double[] probabilities = [.. kept.Where(each => each.Route == route.Key && each.Probability > 0).Select(each => each.Probability!.Value)];
            var (estimate, truth) = (HorvitzThompson.Of(probabilities.Select(probability => (probability, 1.0))), route.Count());
            yield return probabilities.Length == 0 ? Claim.Nothing(Counts, route.Key, ClaimRule.Chance, truth, What(route.Key)) : Claim.Estimated(
                Counts, route.Key, probabilities.Length, estimate.Count, Math.Sqrt(estimate.Variance), truth, HorvitzThompson.Test(probabilities, truth), What(route.Key)) with
            {
                IsLoss = estimate.Count < truth,
            };
        }
    }

    private static SamplingCheck Count(string route, WeighedRequest[] requests, double share)
    {
        var estimate = OfKept(requests);
        return Claim.Estimated(
            Counts, route, requests.Count(request => request.Arrived.Weight > 0), estimate.Count, Math.Sqrt(estimate.Variance), requests.Length, P(request => request.Arrived), What(route)) with
        {
            IsLoss = !IsRefuted(P(request => request.WithoutLoss)),
        };

        double P(Func<WeighedRequest, Weighed> by) => Test(requests, requests.Sum(request => by(request).Weight), share);
    }

    private static SamplingCheck Rate(WeighedRequest[] requests, WeighedRequest[] kept, double right, double share)
    {
        var all = OfKept(requests);
        var rate = kept.Where(request => request.Arrived.IsError).Sum(request => request.Arrived.Weight) / all.Count;

        // By what was kept: errors are kept for sure, so all the variance is the count's.
        return Claim.Estimated("error-rate", "", kept.Length, rate, rate * Math.Sqrt(all.Variance) / all.Count, right, P(request => request.Arrived), "the share of requests with an error") with
        {
            IsLoss = !IsRefuted(P(request => request.WithoutLoss)),
        };

        // A ratio is right where errors less the right share of all sum up to nothing. As errors are kept for sure, such a sum
        // (the ratio, linearized at the truth) is off by chance only as far as the count is.
        double P(Func<WeighedRequest, Weighed> by)
        {
            var excess = requests.Select(by).Sum(each => each.Weight * ((each.IsError ? 1 : 0) - right));
            return right > 0 ? Test(requests, requests.Length - (excess / right), share) : excess == 0 ? 1 : 0;
        }
    }

    private static HorvitzThompson OfKept(WeighedRequest[] requests) =>
        HorvitzThompson.Of(requests.Where(request => request.Arrived.Weight > 0).Select(request => (1 / request.Arrived.Weight, 1.0)));

    private static double Test(WeighedRequest[] requests, double estimate, double share)
    {
        var certain = requests.Count(request => request.IsCertain);
        return HorvitzThompson.Test(estimate, certain, requests.Length - certain, share);
    }

    private static bool IsRefuted(double p) => Claim.Refuted(p) == Comparing.Verdict.Fail;

    private static string What(string route) => $"requests of {route}";

    private static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}
