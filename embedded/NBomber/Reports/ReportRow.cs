using System.Globalization;
using NBomber.Contracts.Stats;

namespace NBomber.Reports;

/// <summary>One line of a report: a scenario as a whole, or one of its steps.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Step">The step, or <c>global information</c>.</param>
/// <param name="Duration">Of the scenario.</param>
/// <param name="Ok">What succeeded.</param>
/// <param name="Fail">What failed.</param>
internal sealed record ReportRow(string Scenario, string Step, TimeSpan Duration, MeasurementStats Ok, MeasurementStats Fail)
{
    public int Count => Ok.Request.Count + Fail.Request.Count;

    public static IEnumerable<ReportRow> Of(NodeStats stats) => stats.ScenarioStats.SelectMany(scenario => scenario.StepStats
        .Select(step => new ReportRow(scenario.ScenarioName, step.StepName, scenario.Duration, step.Ok, step.Fail))
        .Prepend(new(scenario.ScenarioName, "global information", scenario.Duration, scenario.Ok, scenario.Fail)));

    /// <summary>The cells that tables for people show, under <see cref="Headings"/>.</summary>
    public IEnumerable<string> Cells()
    {
        var latency = Ok.Latency;
        return
        [
            Scenario,
            Step,
            Text($"total = {Count}, ok = {Ok.Request.Count}, fail = {Fail.Request.Count}"),
            Text($"{Ok.Request.RPS}"),
            Text($"min = {latency.MinMs}, mean = {latency.MeanMs}, max = {latency.MaxMs}, StdDev = {latency.StdDev}"),
            Text($"p50 = {latency.Percent50}, p75 = {latency.Percent75}, p95 = {latency.Percent95}, p99 = {latency.Percent99}"),
        ];
    }

    public static IReadOnlyList<string> Headings { get; } =
        ["scenario", "step", "requests", "ok RPS (req/sec)", "ok latency (ms)", "ok latency percentile (ms)"];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
