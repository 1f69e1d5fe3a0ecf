using TracingReference.LoadTest.Reports.Pages;
using TracingReference.LoadTest.Reports.Plots;

namespace TracingReference.LoadTest.Reports.Views;

/// <summary>How much each arm serves in time.</summary>
internal sealed class CapacityView : IReportView
{
    public string Title => "Capacity";

    public IEnumerable<Element> Render(Report report)
    {
        if (report.Capacity is not { } capacity)
        {
            yield break;
        }

        yield return new Paragraph(
            $"Scenario {capacity.Scenario}, steps of {Quantity.Chosen(capacity.StepSeconds, "s")} upon one of two systems at a time: off, and the arm that it is paired with. A step passes when at least {Quantity.Chosen(capacity.AnsweredShare, "")} of its requests "
            + $"were answered as they should be, 99% of them within {Quantity.Chosen(capacity.P99Microseconds, "us")} since they were due, and at least {Quantity.Chosen(capacity.MadeShare, "")} of the rate was made; one that does not pass is tried once more. "
            + "The load generator runs on the same machine: these figures are of both together.");
        if (capacity.Arms.Count > 0)
        {
            yield return new Table(
                "The highest rate that was served in time",
                ["Arm", Column.Number("Searches"), Column.Number("Median"), Column.Number("Lowest"), Column.Number("Highest"), Column.Number("Ratio to off")],
                [.. capacity.Arms.Select(Row)]);
            yield return new Figure(new BarPlot("Requests a second served in time", "median of the searches", "/s", ["capacity"], [.. capacity.Arms.Select(arm => new Bar(arm.Arm, [arm.Median]))]));
        }

        if (capacity.Steps.Count > 0)
        {
            yield return new Figure(new LinePlot(
                "Latency by rate: p99 of each step",
                new("rate", "/s"),
                new("p99", "us", IsLogarithmic: true),
                [.. capacity.Steps.GroupBy(step => step.Arm).Select(arm => new PlotLine(
                    arm.Key, [.. arm.GroupBy(step => step.Rate).OrderBy(rate => rate.Key).Select(rate => ((double)rate.Key, rate.Average(step => step.P99Microseconds)))]))]));
            yield return new Details("Every step", [new Table(
                "In the order in which they ran",
                ["Pair", "Arm", Column.Number("Search"), Column.Number("Rate"), Column.Number("Made"), Column.Number("Failed"), Column.Number("p50"), Column.Number("p99"), "In time"],
                [.. capacity.Steps.Select(Row)])]);
        }
    }

    private static IReadOnlyList<Cell> Row(ArmCapacity arm) =>
    [
        arm.Arm, Quantity.Count(arm.Searches), Quantity.Format(arm.Median, "/s"), Quantity.Format(arm.Lowest, "/s"), Quantity.Format(arm.Highest, "/s"),
        Quantity.Format(arm.RatioToOff, ""),
    ];

    private static IReadOnlyList<Cell> Row(CapacityStep step) =>
    [
        step.Pair, step.Arm, Quantity.Count(step.Search), Quantity.Count(step.Rate), Quantity.Count(step.Made), Quantity.Count(step.Failed),
        Quantity.Format(step.P50Microseconds, "us"), Quantity.Format(step.P99Microseconds, "us"), step.Passed ? "yes" : "no",
    ];
}
