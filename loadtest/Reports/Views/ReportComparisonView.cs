using TracingReference.LoadTest.Reports.Pages;
using TracingReference.LoadTest.Reports.Plots;

namespace TracingReference.LoadTest.Reports.Views;

/// <summary>Two reports side by side.</summary>
internal sealed class ReportComparisonView : IReportView
{
    public string Title => "Two reports";

    public IEnumerable<Element> Render(Report report)
    {
        if (report.Comparison is not { } comparison)
        {
            yield break;
        }

        yield return new Paragraph(
            "The blocks of two runs are not interleaved: whatever the machine did differently in between, such as a warmer room or another tenant, is in these changes. "
            + "They therefore decide nothing; for a verdict compare two arms or checkouts in one run.");
        yield return new Table("What is compared", ["", "Report", "Commit", "Begun", "Profile", "Finished", "Machine"], [Row("A", comparison.A), Row("B", comparison.B)]);
        if (comparison.Differences.Count == 0)
        {
            yield return new Paragraph("They have measured nothing in common.");
            yield break;
        }

        foreach (var measure in comparison.Differences.Where(each => each.Interval is not null).GroupBy(each => (each.Measure, each.Unit)).Where(group => group.Count() <= 8))
        {
            yield return new Figure(new IntervalPlot(
                $"Change of {measure.Key.Measure}", "B less A", measure.Key.Unit,
                [.. measure.Select(each => new IntervalRow(each.Subject, each.Change, each.Interval!.Value.Lower, each.Interval.Value.Upper))]));
        }

        yield return new Table(
            "What both have measured",
            ["Of", "Measure", Column.Number("A"), Column.Number("B"), Column.Number("Change"), Column.Number("From"), Column.Number("To")],
            [.. comparison.Differences.Select(Row)]);
    }

    private static IReadOnlyList<Cell> Row(string side, ReportSource source) =>
        [side, source.File, source.Commit ?? "-", $"{source.Begun:u}", source.Profile, source.IsComplete ? "yes" : "no", source.Machine.Processor];

    private static IReadOnlyList<Cell> Row(ReportDifference each) =>
    [
        each.Subject, each.Measure, Quantity.Format(each.A.Estimate, each.Unit), Quantity.Format(each.B.Estimate, each.Unit), Quantity.Added(each.Change, each.Unit),
        Quantity.Format(each.Interval?.Lower, each.Unit), Quantity.Format(each.Interval?.Upper, each.Unit),
    ];
}
