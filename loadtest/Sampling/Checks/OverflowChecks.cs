using TracingReference.LoadTest.Comparing;
using TracingReference.LoadTest.Reports;
using TracingReference.LoadTest.Statistics;

namespace TracingReference.LoadTest.Sampling.Checks;

/// <summary>Whether what a full buffer loses is counted.</summary>
internal static class OverflowChecks
{
    /// <param name="seen">Truth, of nothing but errors, and what arrived.</param>
    /// <param name="counters">What the collector counted.</param>
    public static IEnumerable<SamplingCheck> Of(Observation seen, OverflowCounters counters)
    {
        var arrived = seen.Kept.Values.Sum(spans => spans.Count);
        var missing = counters.SpansReceived - counters.SpansNotKept - arrived;
        var unexplained = Math.Abs(missing);
        yield return counters.SpansReceived == 0 ? Claim.Nothing("spans-unaccounted", "", ClaimRule.Every, 0, "the collector counts its spans") : new(
            "spans-unaccounted", "", ClaimRule.Every, counters.SpansReceived, unexplained, unexplained, unexplained, 0, null, unexplained == 0 ? Verdict.Pass : Verdict.Fail,
            Claim.Text($"The collector took {counters.SpansReceived} spans and counted {counters.SpansNotKept} as not kept ({string.Join(", ", counters.Reasons.Select(reason => $"{reason.Value} {reason.Key}"))}); {arrived} arrived: {unexplained} are {(missing < 0 ? "too many" : "unaccounted for")}."),
            [])
        {
            // What is missing was lost or still on its way, and what is too many came after the counters were read, unless there were too many already.
            IsLoss = counters.SpansReceived - counters.SpansNotKept >= counters.SpansArrived,
        };

        var lost = seen.Truth.Where(entry => !seen.IsKept(entry)).Select(entry => entry.TraceId).ToArray();
        var torn = seen.Truth.Count(entry => seen.IsKept(entry) && Tear.Of(entry, seen.Spans(entry)).Count > 0);
        var count = seen.Truth.Count;
        yield return Claim.Figure(
            "overflow-loss", "", count, count == 0 ? 0 : (double)lost.Length / count, count == 0 ? new(0, 1) : new BinomialProportion(lost.Length, count).ClopperPearson(Claim.Confidence), 0,
            Claim.Text($"Of {count} traces with an error {lost.Length} are lost and {torn} torn; the collector counted {counters.DroppedTooEarly} decisions on traces that were gone. A trace that is put out comes back with its next span: it is then judged by the rest, so both figures may differ."),
            lost);
    }
}

/// <summary>What the collector counted of itself.</summary>
/// <param name="SpansReceived">Spans that tail_sampling was given.</param>
/// <param name="Reasons">Spans that did not leave it, by reason.</param>
/// <param name="DroppedTooEarly">Traces that were put out before their decision.</param>
/// <param name="SpansArrived">Spans that had arrived from it, by the harness, before this was read.</param>
internal sealed record OverflowCounters(long SpansReceived, IReadOnlyDictionary<string, long> Reasons, long DroppedTooEarly, long SpansArrived)
{
    public long SpansNotKept => Reasons.Values.Sum();
}
