using TracingReference.LoadTest.Reports;

namespace TracingReference.LoadTest.Sampling.Checks;

/// <summary>Whether a trace is whole or absent.</summary>
internal static class CompletenessChecks
{
    /// <param name="seen">Truth and what arrived.</param>
    /// <param name="unanswered">Requests without an answer: so many traces may have come that no answer named.</param>
    /// <param name="tears">Counts torn traces by kind.</param>
    public static IEnumerable<SamplingCheck> Of(Observation seen, long unanswered, IDictionary<string, long> tears)
    {
        var kept = seen.Truth.Where(seen.IsKept).ToArray();
        var torn = new List<(TruthEntry Entry, bool IsLoss)>();
        foreach (var entry in kept)
        {
            var found = Tear.Of(entry, seen.Spans(entry));
            foreach (var kind in found.Select(tear => tear.Kind).Distinct())
            {
                tears[kind] = tears.TryGetValue(kind, out var before) ? before + 1 : 1;
            }

            if (found.Count > 0)
            {
                torn.Add((entry, found.All(tear => tear.Kind != Tear.SeveralRoots))); // all others are of something that is not there
            }
        }

        yield return Whole("", kept, "kept traces are whole");
        var late = kept.Where(entry => entry.Stratum == Strata.ErrorAfterDecision.Name).ToArray();
        if (late.Length > 0)
        {
            yield return Whole(Strata.ErrorAfterDecision.Name, late, "kept traces have the spans that came after the decision");
        }

        var strays = Strays(seen);
        var what = string.Join(", ", strays.Select(id => seen.Kept[id].MinBy(span => span.Start)!).Select(span => $"{span.Service}: {span.Name}").Distinct().Take(3));
        yield return Claim.Every(
            "strays", "", seen.Kept.Count, strays.Count > unanswered ? strays : [],
            (unanswered == 0 ? "traces that arrived are named by an answer" : $"traces that arrived are named by an answer, or may be of the {unanswered} requests without one")
                + (what.Length > 0 ? $"; others begin with {what}" : ""));

        SamplingCheck Whole(string stratum, TruthEntry[] asked, string what)
        {
            var missed = torn.Where(trace => stratum.Length == 0 || trace.Entry.Stratum == stratum).ToArray();
            return Claim.Every("completeness", stratum, asked.Length, [.. missed.Select(trace => trace.Entry.TraceId)], what) with { IsLoss = missed.All(trace => trace.IsLoss) };
        }
    }

    /// <summary>Traces that no answer named.</summary>
    public static IReadOnlyList<string> Strays(Observation seen)
    {
        var known = seen.Truth.Select(entry => entry.TraceId).ToHashSet(StringComparer.Ordinal);
        return [.. seen.Kept.Keys.Where(id => !known.Contains(id))];
    }
}
