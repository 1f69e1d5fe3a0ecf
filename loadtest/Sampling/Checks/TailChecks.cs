using TracingReference.LoadTest.Reports;
using TracingReference.LoadTest.Statistics;

namespace TracingReference.LoadTest.Sampling.Checks;

/// <summary>Whether a tail sampler keeps every error and every slow trace, and nothing without a reason.</summary>
internal static class TailChecks
{
    /// <param name="seen">Truth and what arrived.</param>
    /// <param name="share">What is kept of everything else.</param>
    public static IEnumerable<SamplingCheck> Of(Observation seen, double share)
    {
        foreach (var (measure, because, what) in new[] { ("error-recall", KeptBecause.Error, "traces with an error are kept"), ("slow-recall", KeptBecause.Slow, "slow traces are kept") })
        {
            var asked = seen.Truth.Where(entry => Kept.For(entry) == because).ToArray();
            yield return Recall(measure, "", asked, what);
            foreach (var stratum in asked.GroupBy(entry => entry.Stratum))
            {
                yield return Recall(measure, stratum.Key, [.. stratum], what);
            }
        }

        // What the share keeps needs no other reason.
        var others = seen.Truth.Where(entry => seen.IsKept(entry) && !Oracle.Tail(entry.TraceId, share)).ToArray();
        var failed = others.Where(entry => Observation.HasError(seen.Spans(entry))).ToArray();
        var known = failed.Count(entry => entry.IsError);
        yield return Claim.Figure(
            "error-precision", "", failed.Length, failed.Length == 0 ? 0 : (double)known / failed.Length, Precision(known), 1,
            Claim.Text($"{known} of {failed.Length} traces that were kept for an error had one by the client's log; in others a retry made up for it."),
            [.. failed.Where(entry => !entry.IsError).Select(entry => entry.TraceId)]) with
        {
            // An error that shows and that the client knows nothing of was not lost. An answer that came too late for who waited explains it; nothing does that in a trace that was quick.
            WithoutLoss = Precision(failed.Count(entry => entry.IsError || seen.IsLate(entry))),
        };
        TruthEntry[] slow = [.. others.Except(failed)];
        TruthEntry[] quick = [.. slow.Where(entry => Kept.For(entry) != KeptBecause.Slow && !Observation.IsSlow(seen.Spans(entry)))];
        yield return Claim.Every("slow-precision", "", slow.Length, [.. quick.Select(entry => entry.TraceId)], "traces that were kept with neither share nor error were slow") with
        {
            IsLoss = quick.All(entry => Kept.HasReason(entry, seen.Spans(entry), share)), // its client knows of an error, which was lost from the trace
        };

        var late = seen.Truth.Where(entry => entry.Stratum == Strata.ErrorAfterDecision.Name).ToArray();
        if (late.Length > 0)
        {
            var kept = late.Count(seen.IsKept);
            yield return Claim.Figure(
                "late-error-recall", Strata.ErrorAfterDecision.Name, late.Length, (double)kept / late.Length, new BinomialProportion(kept, late.Length).ClopperPearson(Claim.Confidence), share,
                Claim.Text($"{kept} of {late.Length} errors that came after the decision are kept, as the share of {share:P0} has it: what tail sampling loses by design."),
                [.. late.Where(entry => !seen.IsKept(entry)).Select(entry => entry.TraceId)]);
        }

        Interval Precision(long right) => failed.Length == 0 ? new(0, 1) : new BinomialProportion(right, failed.Length).ClopperPearson(Claim.Confidence);

        SamplingCheck Recall(string measure, string stratum, IReadOnlyList<TruthEntry> asked, string what) =>
            Claim.Every(measure, stratum, asked.Count, [.. asked.Where(entry => !seen.IsKept(entry)).Select(entry => entry.TraceId)], what) with { IsLoss = true };
    }
}
