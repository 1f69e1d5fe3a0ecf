using TracingReference.LoadTest.Comparing;
using TracingReference.LoadTest.Reports;

namespace TracingReference.LoadTest.Sampling.Checks;

/// <summary>Rates and errors that are counted before sampling are those of all requests.</summary>
internal static class RateChecks
{
    /// <param name="routes">Each route's counts.</param>
    public static IEnumerable<SamplingCheck> Of(IReadOnlyList<RouteRates> routes)
    {
        foreach (var route in routes)
        {
            // Counted, not drawn: nothing but equality will do. A request without an answer may have come that far or not, and failed there or not.
            var more = route.CountedRequests - route.Requests;
            var moreErrors = route.CountedErrors - route.Errors;
            var deviation = Beyond(more, route.Unanswered) + Beyond(moreErrors, Math.Clamp(more, 0, route.Unanswered));
            yield return new(
                "red-before-sampling", route.Route, ClaimRule.Every, route.Requests + route.Unanswered, deviation, deviation, deviation, 0, null, deviation == 0 ? Verdict.Pass : Verdict.Fail,
                Claim.Text($"Span metrics counted {route.CountedRequests} requests and {route.CountedErrors} errors of {route.Route}; the client made {route.Requests} with {route.Errors} errors")
                    + (route.Unanswered == 0 ? "." : Claim.Text($", and {route.Unanswered} without an answer, of which each may have been counted or not.")),
                [])
            {
                IsLoss = more <= route.Unanswered && moreErrors <= Math.Max(0, more),
            };
        }

        var (requests, errors) = (routes.Sum(route => route.Requests), routes.Sum(route => route.Errors));
        var (kept, keptErrors) = (routes.Sum(route => route.KeptRequests), routes.Sum(route => route.KeptErrors));
        if (requests > 0 && kept > 0 && errors > 0)
        {
            var factor = ((double)keptErrors / kept) / ((double)errors / requests);
            yield return Claim.Figure(
                "red-after-sampling", "", kept, factor, new(factor, factor), 1,
                Claim.Text($"Of what was kept {(double)keptErrors / kept:P1} of the answers were errors, of all requests {(double)errors / requests:P1}: rates taken after sampling are {factor:F1} times too high."), []);
        }
    }

    /// <summary>Puts truth, span metrics and what was kept side by side.</summary>
    /// <param name="seen">Truth and what arrived.</param>
    /// <param name="unanswered">Requests without an answer, by route.</param>
    /// <param name="counted">Requests and errors of each route's server span at the gateway, by span metrics.</param>
    public static List<RouteRates> Routes(
        Observation seen, IReadOnlyDictionary<string, long> unanswered, IReadOnlyDictionary<string, (long Requests, long Errors)> counted)
    {
        var truth = seen.Truth.ToLookup(entry => entry.Route);
        return
        [
            .. truth.Select(route => route.Key).Union(unanswered.Keys).Select(route => new RouteRates(
                route, truth[route].Count(), truth[route].Count(IsServerError), unanswered.GetValueOrDefault(route), counted.GetValueOrDefault(route).Requests,
                counted.GetValueOrDefault(route).Errors, truth[route].Count(seen.IsKept), truth[route].Count(entry => seen.IsKept(entry) && IsServerError(entry)))),
        ];
    }

    // How far it is from what lies between none and so many.
    private static long Beyond(long difference, long most) => Math.Abs(difference - Math.Clamp(difference, 0, most));

    private static bool IsServerError(TruthEntry entry) => entry.Status >= 500;
}
