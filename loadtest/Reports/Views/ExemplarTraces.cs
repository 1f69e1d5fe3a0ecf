using TracingReference.LoadTest.Reports.Pages;

namespace TracingReference.LoadTest.Reports.Views;

/// <summary>The traces of a part that one can look at, and the ids that lead to them.</summary>
internal sealed class ExemplarTraces(SamplingPart part, Report report)
{
    private readonly TraceDrawings drawings = new(part.Name, part.Exemplars);

    private readonly Dictionary<string, ExemplarTrace> exemplars = part.Exemplars
        .GroupBy(trace => trace.EvidenceOf ?? trace.TraceId, StringComparer.Ordinal).ToDictionary(traces => traces.Key, traces => traces.First(), StringComparer.Ordinal);

    private readonly HashSet<string> lost = [.. Enumerable.Range(0, part.Log.TraceIds.Count).Except(part.Log.Kept).Select(place => part.Log.TraceIds[place])];

    /// <summary>What a check names.</summary>
    public Cell Evidence(SamplingCheck check) =>
        check.Evidence.Select(Named).ToArray() is [var first, .. var more] ? first with { More = more } : "";

    /// <summary>Each as a waterfall.</summary>
    public IEnumerable<Element> Waterfalls() => drawings.Render(
        $"Traces to look at: {part.Exemplars.Count}{(part.ExemplarsLeftOut == 0 ? "" : $"; {Quantity.Count(part.ExemplarsLeftOut)} more are evidence and were left out")}");

    private Cell Named(string traceId)
    {
        var cell = TraceLink.To(traceId, report);
        return exemplars.TryGetValue(traceId, out var exemplar) ? cell with { Anchor = drawings.Anchor(exemplar) }
            : lost.Contains(traceId) ? cell with { Text = $"{traceId} (nothing arrived)" }
            : cell;
    }
}
