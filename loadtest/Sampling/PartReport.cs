using TracingReference.LoadTest.Reports;
using TracingReference.LoadTest.Sampling.Checks;

namespace TracingReference.LoadTest.Sampling;

/// <summary>What a report holds of a part before it is checked: every request, and what arrived of it.</summary>
internal static class PartReport
{
    /// <param name="name">As reports name it.</param>
    /// <param name="about">What was set up, in a sentence.</param>
    /// <param name="seen">Truth and what arrived.</param>
    /// <param name="unanswered">Requests without an answer.</param>
    /// <param name="strained">Requests that were not answered as they should be, or late.</param>
    public static SamplingPart Of(string name, string about, Observation seen, long unanswered, long strained)
    {
        var requests = Requests(seen);
        var cells = requests.GroupBy(request => request.Cell).OrderBy(cell => cell.Key).ToArray();
        return new(name, about, seen.Truth.Count, unanswered, strained, requests.Count(request => request.IsKept), seen.Kept.Values.Sum(spans => (long)spans.Count), CompletenessChecks.Strays(seen).Count)
        {
            Cells =
            [
                .. cells.Select(cell => new SamplingCell(
                    cell.Key.Stratum, cell.Key.Route, cell.Key.Status, cell.Key.Outcome, Kept.For(cell.First().Entry).ToString().ToLowerInvariant(),
                    cell.Count(), cell.Count(request => request.Entry.IsSampled), cell.Count(request => request.IsKept), cell.Count(request => request.IsKept && request.Tears.Count == 0))),
            ],
            Log = Log(seen, requests, cells.Select((cell, number) => (cell.Key, number)).ToDictionary(cell => cell.Key, cell => cell.number)),
        };
    }

    private static Request[] Requests(Observation seen) =>
    [
        .. seen.Truth.Select(entry => new Request(
            entry, seen.IsKept(entry), seen.Spans(entry), seen.IsKept(entry) ? [.. Tear.Of(entry, seen.Spans(entry)).Select(tear => tear.Kind).Distinct()] : [])),
    ];

    private static SamplingLog Log(Observation seen, Request[] requests, Dictionary<(string, string, int, string), int> cells)
    {
        var begin = requests.Select(request => request.Entry.At).DefaultIfEmpty().Min();
        var kept = requests.Where(request => request.IsKept).ToArray();
        double[] probabilities = [.. kept.Select(request => Observation.Probability(request.Spans) ?? 0)];
        var consumed = KafkaChecks.Consumed(seen);
        return new()
        {
            TraceIds = [.. requests.Select(request => request.Entry.TraceId)],
            Cells = [.. requests.Select(request => cells[request.Cell])],
            Milliseconds = [.. requests.Select(request => (int)(request.Entry.At - begin).TotalMilliseconds)],
            Flagged = Places(request => request.Entry.IsSampled),
            Kept = Places(request => request.IsKept),
            Spans = [.. kept.Select(request => request.Spans.Count)],
            Probabilities = probabilities.Any(probability => probability > 0) ? probabilities : [],
            Errors = Places(request => Observation.HasError(request.Spans)),
            Slow = Places(request => Observation.IsSlow(request.Spans)),
            Torn = new(
                requests.SelectMany(request => request.Tears).Distinct().ToDictionary(kind => kind, IReadOnlyList<int> (kind) => Places(request => request.Tears.Contains(kind))), StringComparer.Ordinal),
            ConsumedOrders = Places(request => request.Entry.OrderId is { } id && consumed.Contains((id, KafkaChecks.Order))),
            ConsumedPayments = Places(request => request.Entry.OrderId is { } id && consumed.Contains((id, KafkaChecks.Payment))),
        };

        int[] Places(Func<Request, bool> isIn) => [.. Enumerable.Range(0, requests.Length).Where(place => isIn(requests[place]))];
    }

    private sealed record Request(TruthEntry Entry, bool IsKept, IReadOnlyList<KeptSpan> Spans, IReadOnlyList<string> Tears)
    {
        public (string Stratum, string Route, int Status, string Outcome) Cell => (Entry.Stratum, Entry.Route, Entry.Status, Entry.Outcome);
    }
}
