using TracingReference.LoadTest.Reports.Pages;
using TracingReference.LoadTest.Reports.Plots;

namespace TracingReference.LoadTest.Reports.Views;

/// <summary>Traces that a report holds, drawn on demand, each as a waterfall; Markdown has none of it.</summary>
/// <param name="section">Of the report: with a trace's id it names the trace's place in the page.</param>
/// <param name="traces">What is drawn.</param>
internal sealed class TraceDrawings(string section, IReadOnlyList<ExemplarTrace> traces)
{
    // Over all traces, so that a service has one colour in all of them.
    private readonly string[] services = [.. traces.SelectMany(trace => trace.Spans).Select(span => span.Service).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The place of a trace in the page.</summary>
    public string Anchor(ExemplarTrace trace) => $"trace-{section}-{trace.TraceId}";

    /// <param name="summary">What is read before they are shown.</param>
    public IEnumerable<Element> Render(string summary)
    {
        if (traces.Count > 0)
        {
            yield return new Details(summary, [.. traces.Select(Drawn)]);
        }
    }

    private Details Drawn(ExemplarTrace trace)
    {
        var whole = trace.Spans.Select(span => span.StartMicroseconds + span.DurationMicroseconds).DefaultIfEmpty().Max();
        var errors = trace.Spans.Count(span => span.IsError);
        return new(
            $"{trace.TraceId}: {trace.Shows}",
            [
                new Waterfall(
                    Anchor(trace),
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
