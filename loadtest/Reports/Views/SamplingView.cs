using TracingReference.LoadTest.Reports.Pages;
using TracingReference.LoadTest.Reports.Plots;

namespace TracingReference.LoadTest.Reports.Views;

/// <summary>What sampling keeps, part by part.</summary>
internal sealed class SamplingView : IReportView
{
    public string Title => "Sampling";

    public IEnumerable<Element> Render(Report report) => report.Sampling is { } sampling ? sampling.Parts.SelectMany(part => Render(part, report)) : [];

    private static IEnumerable<Element> Render(SamplingPart part, Report report)
    {
        yield return new Heading(part.Name);
        yield return new Paragraph(
            $"{part.About}. {Quantity.Count(part.Requests)} requests had an answer, {Quantity.Count(part.KeptTraces)} of their traces arrived with {Quantity.Count(part.KeptSpans)} spans; "
            + $"{Quantity.Count(part.Strays)} traces arrived that no answer named, {Quantity.Count(part.Unanswered)} requests had none."
            + (part.IsStrained ? $" {Quantity.Count(part.Strained)} requests failed or took more than a second: the shop was overloaded, and what is late or missing here says nothing of the sampler." : ""));
        foreach (var figure in Figures(part))
        {
            yield return new Figure(figure);
        }

        var traces = new ExemplarTraces(part, report);
        yield return new Table("What was checked", ["Check", "Verdict", "Finding", "To look at"], [.. part.Checks.Select(check => Row(check, traces))]);
        foreach (var element in traces.Waterfalls())
        {
            yield return element;
        }

        if (part.Tears.Count > 0)
        {
            yield return new Table(
                "Torn traces, by what is wrong with them", ["Kind", Column.Number("Traces")], [.. part.Tears.Select(tear => (IReadOnlyList<Cell>)[tear.Key, Quantity.Count(tear.Value)])]);
        }

        if (part.Routes.Count > 0)
        {
            yield return new Table(
                "Requests and errors, by three ways of counting",
                ["Route", Column.Number("Client"), Column.Number("Errors"), Column.Number("No answer"), Column.Number("Before sampling"), Column.Number("Errors"), Column.Number("Kept"), Column.Number("Errors")],
                [.. part.Routes.Select(Row)]);
        }

        yield return new Details("Truth and what arrived", [new Table(
            "Requests that are alike to their client",
            ["Stratum", "Route", Column.Number("Status"), "Order", Column.Number("Requests"), Column.Number("Flagged"), Column.Number("Kept"), Column.Number("Whole")],
            [.. part.Cells.Select(Row)])]);
    }

    private static IEnumerable<Plot> Figures(SamplingPart part)
    {
        if (part.Checks.Where(check => check is { Measure: "kept-ratio", Count: > 0 }).ToArray() is { Length: > 0 } ratios)
        {
            yield return new IntervalPlot(
                "Kept traces", "share of the requests", "",
                [.. ratios.Select(check => new IntervalRow(check.Measure, check.Estimate, check.Lower, check.Upper, check.Expected, check.Verdict))]);
        }

        if (part.Windows.Count > 0)
        {
            yield return new LinePlot(
                "Kept traces over time", new("time since the load began", "s"), new("in a second", "/s"),
                [Line("offered", window => window.Offered), Line("kept", window => window.Kept), Line("target", window => window.Target)]);
        }

        PlotLine Line(string name, Func<SamplingWindow, double> value) => new(name, [.. part.Windows.Select(window => (window.Begin, value(window)))]);
    }

    private static IReadOnlyList<Cell> Row(SamplingCheck check, ExemplarTraces traces) =>
        [check.Stratum.Length == 0 ? check.Measure : $"{check.Measure}: {check.Stratum}", Cell.Of(check.Verdict), check.Reason, traces.Evidence(check)];

    private static IReadOnlyList<Cell> Row(RouteRates route) =>
    [
        route.Route, Quantity.Count(route.Requests), Quantity.Count(route.Errors), Quantity.Count(route.Unanswered), Quantity.Count(route.CountedRequests), Quantity.Count(route.CountedErrors), Quantity.Count(route.KeptRequests),
        Quantity.Count(route.KeptErrors),
    ];

    private static IReadOnlyList<Cell> Row(SamplingCell cell) =>
    [
        cell.Stratum, cell.Route, $"{cell.Status}", cell.Outcome, Quantity.Count(cell.Requests), Quantity.Count(cell.Flagged), Quantity.Count(cell.Kept), Quantity.Count(cell.Whole),
    ];
}
