using TracingReference.LoadTest.Reports.Pages;
using TracingReference.LoadTest.Reports.Plots;

namespace TracingReference.LoadTest.Reports.Views;

/// <summary>One system over time.</summary>
internal sealed class SoakView : IReportView
{
    public string Title => "Soak";

    public IEnumerable<Element> Render(Report report)
    {
        if (report.Soak is not { } soak)
        {
            yield break;
        }

        yield return new Paragraph(
            $"Scenario {soak.Scenario} at {soak.Rate} requests/s for {Quantity.Chosen(soak.Seconds / 60, "min")} upon {soak.Arm ?? "a system that ran already"}, read every {Quantity.Chosen(soak.IntervalSeconds, "s")}. "
            + $"Slopes are taken after {Quantity.Chosen(soak.WarmupSeconds, "s")}: Theil-Sen over the medians of equal stretches, with Sen's interval of 95%.");
        yield return new Table("What came of it", ["", Column.Number("Value")], [.. Facts(soak)]);
        foreach (var figure in Figures(soak))
        {
            yield return new Figure(figure);
        }

        if (soak.Growth.Count > 0)
        {
            yield return new Table(
                "Growth of resident memory",
                ["Service", Column.Number("Stretches"), Column.Number("Slope"), Column.Number("From"), Column.Number("To")],
                [.. soak.Growth.Select(growth => (IReadOnlyList<Cell>)[growth.Service, Quantity.Count(growth.Blocks), Quantity.Added(growth.BytesPerHour, "bytes/h"),
                    Quantity.Format(growth.Interval.Lower, "bytes/h"), Quantity.Format(growth.Interval.Upper, "bytes/h")])]);
        }

        if (soak.Failures.Count > 0)
        {
            yield return new Details("How requests failed", [new Table(
                "", ["Failure", Column.Number("Times")], [.. soak.Failures.OrderByDescending(pair => pair.Value).Select(pair => (IReadOnlyList<Cell>)[pair.Key, Quantity.Count(pair.Value)])])]);
        }
    }

    private static IEnumerable<IReadOnlyList<Cell>> Facts(SoakSection soak) =>
    [
        ["Requests answered", Quantity.Count(soak.Points.Sum(point => point.Requests))],
        ["Of them not as they should be", Quantity.Count(soak.Points.Sum(point => point.Failed))],
        ["Orders read back", Quantity.Count(soak.OrdersRead)],
        ["Of them still pending", Quantity.Count(soak.OrdersPending)],
        ["Spans dropped by the SDKs' queues", Quantity.Count(soak.SpansDropped)],
    ];

    private static IEnumerable<Plot> Figures(SoakSection soak)
    {
        string[] services = [.. soak.Points.SelectMany(point => point.Services.Keys).Distinct().Order(StringComparer.Ordinal)];
        if (services.Length > 0)
        {
            yield return OverTime("Resident memory", "resident", "bytes", services.Select(service => (service, Value(service, usage => usage.ResidentBytes))));
            yield return OverTime("Processor time", "in use", "processors", services.Select(service => (service, Processors(service))));
        }

        if (soak.Points.Count > 0)
        {
            yield return OverTime("Latency", "since it was due", "us", [("p50", point => point.P50Microseconds), ("p90", point => point.P90Microseconds), ("p99", point => point.P99Microseconds)], isLogarithmic: true);
        }

        if (soak.Growth.Count > 0)
        {
            yield return new IntervalPlot(
                "Growth of resident memory", "bytes an hour", "bytes/h",
                [.. soak.Growth.Select(growth => new IntervalRow(growth.Service, growth.BytesPerHour, growth.Interval.Lower, growth.Interval.Upper))]);
        }

        // The last interval may be a short one.
        Func<SoakPoint, double> Processors(string service)
        {
            var begins = soak.Points.Zip(soak.Points.Select(point => point.Seconds).Prepend(0)).ToDictionary(each => each.First, each => each.Second);
            return point => Value(service, usage => usage.CpuMicroseconds / 1e6)(point) / Math.Max(1e-3, point.Seconds - begins[point]);
        }

        Plot OverTime(string title, string axis, string unit, IEnumerable<(string Name, Func<SoakPoint, double> Value)> lines, bool isLogarithmic = false) => new LinePlot(
            title,
            new("time since the load began", "s"),
            new(axis, unit, IsLogarithmic: isLogarithmic),
            [.. lines.Select(line => new PlotLine(line.Name, [.. soak.Points.Select(point => (point.Seconds, line.Value(point)))]))]);
    }

    private static Func<SoakPoint, double> Value(string service, Func<SoakUsage, double> value) => point => point.Services.TryGetValue(service, out var usage) ? value(usage) : double.NaN;
}
