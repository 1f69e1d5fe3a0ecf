using TracingReference.LoadTest.Comparing;
using TracingReference.LoadTest.Otlp;
using TracingReference.LoadTest.Reports;

namespace TracingReference.LoadTest.Sampling;

/// <summary>Chooses the traces of a part that its report keeps: the receiver goes with the run, and an id alone is nothing to look at.</summary>
internal static class Exemplars
{
    public const int MostTraces = 20;

    /// <summary>Adds them to the part's report.</summary>
    /// <param name="part">With its checks.</param>
    /// <param name="seen">Truth and what arrived.</param>
    public static void Add(SamplingPart part, Observation seen)
    {
        // Where there is not enough room each check has its first one, and what failed comes before.
        var evidence = part.Checks
            .SelectMany(check => check.Evidence.Select((traceId, number) => (TraceId: traceId, Number: number, Check: check)))
            .OrderBy(each => each.Check.Verdict != Verdict.Fail).ThenBy(each => each.Number)
            .SelectMany(each => Arrived(each.TraceId, seen).Select(id => (Id: id, Of: each.TraceId, each.Check)))
            .DistinctBy(each => each.Id)
            .ToArray();
        if (Whole(part, seen, evidence.Select(each => each.Id).ToHashSet(StringComparer.Ordinal)) is { } whole)
        {
            part.Exemplars.Add(ExemplarTrace.Of(whole.TraceId, null, $"a whole trace: {whole.Stratum}", seen.Kept[whole.TraceId]));
        }

        foreach (var (id, of, check) in evidence.Take(MostTraces - part.Exemplars.Count))
        {
            var shows = check.Stratum.Length == 0 ? check.Measure : $"{check.Measure}, {check.Stratum}";
            part.Exemplars.Add(ExemplarTrace.Of(id, of, id == of ? $"evidence of {shows}" : $"evidence of {shows}: a half of the order of {of}", seen.Kept[id]));
        }

        part.ExemplarsLeftOut = evidence.Length - part.Exemplars.Count(trace => trace.EvidenceOf is not null);
    }

    // A torn half of an order has a trace id of its own.
    private static IEnumerable<string> Arrived(string traceId, Observation seen) =>
        seen.Kept.ContainsKey(traceId) ? [traceId]
        : seen.Truth.FirstOrDefault(entry => entry.TraceId == traceId)?.OrderId is { } order
            ? seen.Kept.Where(trace => trace.Value.Any(span => span.Kind == SpanKind.Consumer && span.OrderId == order)).Select(trace => trace.Key)
        : [];

    // The one with the most spans: an order over HTTP and Kafka, where the part sends any.
    private static TruthEntry? Whole(SamplingPart part, Observation seen, HashSet<string> evidence)
    {
        var torn = part.Log.Torn.Values.SelectMany(places => places).ToHashSet();
        return part.Log.Kept.Where(place => !torn.Contains(place)).Select(place => seen.Truth[place]).Where(entry => !evidence.Contains(entry.TraceId))
            .OrderBy(entry => entry.IsError).ThenByDescending(entry => seen.Spans(entry).Count is var spans && spans <= ExemplarTrace.MostSpans ? spans : 0)
            .FirstOrDefault();
    }
}
