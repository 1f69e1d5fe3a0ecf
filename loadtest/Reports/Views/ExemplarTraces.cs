using TracingReference.LoadTest.Reports.Pages;
using TracingReference.LoadTest.Reports.Plots;

namespace TracingReference.LoadTest.Reports.Views;

/// <summary>The traces of a part that one can look at, and the ids that lead to them.</summary>
internal sealed class ExemplarTraces(SamplingPart part, Report report)
{
    private readonly Dictionary<string, string> anchors = part.Exemplars
        .GroupBy(trace => trace.EvidenceOf ?? trace.TraceId, StringComparer.Ordinal).ToDictionary(traces => traces.Key, traces => Anchor(part, traces.First()), StringComparer.Ordinal);

    private readonly HashSet<string> lost = [.. Enumerable.Range(0, part.Log.TraceIds.Count).Except(part.Log.Kept).Select(place => part.Log.TraceIds[place])];

    // Over all traces, so that a service has one colour in the whole part.
    private readonly string[] services = [.. part.Exemplars.SelectMany(trace => trace.Spans).Select(span => span.Service).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>What a check names.</summary>
    public Cell Evidence(SamplingCheck check) =>
        check.Evidence.Select(Named).ToArray() is [var first, .. var more] ? first with { More = more } : "";

    /// <summary>Each as a waterfall; Markdown has none of it.</summary>
    public IEnumerable<Element> Waterfalls()
    {
        if (part.Exemplars.Count > 0)
        {
            var leftOut = part.ExemplarsLeftOut == 0 ? "" : $"; {Quantity.Count(part.ExemplarsLeftOut)} more are evidence and were left out";
            yield return new Details($"Traces to look at: {part.Exemplars.Count}{leftOut}", [.. part.Exemplars.Select(Drawn)]);
        }
    }

    private static string Anchor(SamplingPart part, ExemplarTrace trace) => $"trace-{part.Name}-{trace.TraceId}";

    private Cell Named(string traceId)
    {
        var cell = TraceLink.To(traceId, report);
        return anchors.TryGetValue(traceId, out var anchor) ? cell with { Anchor = anchor }
            : lost.Contains(traceId) ? cell with { Text = $"{traceId} (nothing arrived)" }
            : cell;
    }

    private Details Drawn(ExemplarTrace trace)
    {
        var whole = trace.Spans.Select(span => span.StartMicroseconds + span.DurationMicroseconds).DefaultIfEmpty().Max();
        var errors = trace.Spans.Count(span => span.IsError);
        return new(
            $"{trace.TraceId}: {trace.Shows}",
            [
                new Waterfall(
                    Anchor(part, trace),
                    $"{Some(trace.Spans.Count, "span")} of {Some(trace.Spans.DistinctBy(span => span.Service).Count(), "service")} in {Quantity.Format(whole, "us")}, {(errors == 0 ? "no error" : Some(errors, "error"))}"
                        + (trace.SpansLeftOut == 0 ? "" : $"; {Quantity.Count(trace.SpansLeftOut)} that began later were left out"),
                    whole,
                    [
                        .. TraceTree.Of(trace.Spans).Select(row => new WaterfallRow(
                            row.Depth, row.Span.Name, row.Span.Service, Plot.Series(Array.IndexOf(services, row.Span.Service)), row.Span.Kind.ToString().ToLowerInvariant(),
                            row.Span.StartMicroseconds, row.Span.DurationMicroseconds,
                            string.Join(", ", new[] { row.Span.IsError ? "error" : null, row.LacksParent ? "parent missing" : null }.OfType<string>()))),
                    ]),
            ]);
    }

    private static string Some(int count, string what) => $"{Quantity.Count(count)} {what}{(count == 1 ? "" : "s")}";
}
