using TracingReference.LoadTest.Comparing;
using TracingReference.LoadTest.Reports;
using TracingReference.LoadTest.Statistics;

namespace TracingReference.LoadTest.Sampling.Checks;

/// <summary>Whether a sampler that keeps a share keeps this one, and asks for nothing but the trace id.</summary>
internal static class ShareChecks
{
    private const double LeastExpected = 5; // Cochran's rule: with less the chi-square distribution is a bad likeness

    /// <summary>Of a part where the head decides.</summary>
    /// <param name="seen">Truth and what arrived.</param>
    /// <param name="claimed">The ratio that the sampler should have.</param>
    public static IEnumerable<SamplingCheck> Head(Observation seen, double claimed) =>
    [
        Claim.Ratio("kept-ratio", "", seen.Truth.Count(seen.IsKept), seen.Truth.Count, claimed),
        Claim.Every("decisions", "", seen.Truth.Count, Ids(seen.Truth.Where(entry => seen.IsKept(entry) != Oracle.Head(entry.TraceId, claimed))), "traces are kept or not as their id has it"),
        Claim.Every("flag", "", seen.Truth.Count, Ids(seen.Truth.Where(entry => seen.IsKept(entry) != entry.IsSampled)), "answers have the sampled flag exactly where their trace is kept"),
        .. Independence(seen.Truth, seen, isLoss: false),
    ];

    /// <summary>Of a part where the tail decides: among what nothing but the share keeps.</summary>
    /// <inheritdoc cref="Head"/>
    public static IEnumerable<SamplingCheck> Tail(Observation seen, double claimed)
    {
        // What took long by accident, or failed in a try that another one made up for, is kept for that, and says nothing of the share.
        var share = seen.Truth
            .Where(entry => Kept.For(entry) == KeptBecause.Share && !Observation.IsSlow(seen.Spans(entry)) && (entry.IsError || !Observation.HasError(seen.Spans(entry))))
            .ToArray();
        var ordinary = share.Where(entry => !entry.IsError).ToArray();
        var kept = ordinary.Count(seen.IsKept);
        var wrong = share.Where(entry => seen.IsKept(entry) != Oracle.Tail(entry.TraceId, claimed)).OrderByDescending(seen.IsKept).ToArray();
        return
        [
            Claim.Ratio("kept-ratio", "", kept, ordinary.Length, claimed) with { IsLoss = kept < claimed * ordinary.Length },
            Claim.Every("decisions", "", share.Length, Ids(wrong), "traces that only the share keeps are kept or not as their id has it") with { IsLoss = !wrong.Any(seen.IsKept) },
            .. Independence(ordinary, seen, isLoss: wrong.Length > 0 && !wrong.Any(seen.IsKept)), // longer traces are lost more often
        ];
    }

    private static IEnumerable<SamplingCheck> Independence(IReadOnlyList<TruthEntry> truth, Observation seen, bool isLoss)
    {
        (string Name, ChiSquareTest? Test)[] tests =
        [
            ("route", Test(truth, seen, entry => entry.Route)),
            ("status", Test(truth, seen, entry => entry.Status.ToString(System.Globalization.CultureInfo.InvariantCulture))),
        ];
        var done = tests.Where(test => test.Test is not null).ToArray();
        var adjusted = HolmAdjustment.Adjust([.. done.Select(test => test.Test!.PValue)]);
        foreach (var (name, test) in tests)
        {
            if (test is null)
            {
                yield return Claim.Nothing("independence", name, ClaimRule.Chance, 0, $"two or more values of {name} have at least {LeastExpected} traces expected in each cell");
                continue;
            }

            var p = adjusted[Array.FindIndex(done, each => each.Name == name)];
            yield return new(
                "independence", name, ClaimRule.Chance, truth.Count, p, 0, 1, 1, p, Claim.Refuted(p),
                Claim.Text($"Whether a trace is kept does not depend on its {name}: chi-square {test.Statistic:F2} with {test.DegreesOfFreedom} degrees of freedom, Holm's p = {p:G2}."), [])
            {
                IsLoss = isLoss,
            };
        }
    }

    private static ChiSquareTest? Test(IReadOnlyList<TruthEntry> truth, Observation seen, Func<TruthEntry, string> by)
    {
        var kept = truth.Count(seen.IsKept);
        var rarer = Math.Min(kept, truth.Count - kept) / Math.Max(1.0, truth.Count);
        var table = truth.GroupBy(by)
            .Where(group => group.Count() * rarer >= LeastExpected)
            .Select(IReadOnlyList<double> (group) => [group.Count(seen.IsKept), group.Count(entry => !seen.IsKept(entry))])
            .ToArray();
        return table.Length < 2 || table.Sum(row => row[0]) == 0 || table.Sum(row => row[1]) == 0 ? null : ChiSquareTest.Of(table);
    }

    private static string[] Ids(IEnumerable<TruthEntry> entries) => [.. entries.Select(entry => entry.TraceId)];
}
