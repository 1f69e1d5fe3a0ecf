using System.Globalization;
using System.Text;
using NBomber.Contracts.Stats;

namespace NBomber.Reports;

/// <summary>A report for a terminal, and a line for its progress.</summary>
internal static class TextReport
{
    public static string Of(NodeStats stats)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"test suite: {stats.TestInfo.TestSuite}");
        text.AppendLine(CultureInfo.InvariantCulture, $"test name: {stats.TestInfo.TestName}");
        text.AppendLine(CultureInfo.InvariantCulture, $"session id: {stats.TestInfo.SessionId}");
        text.AppendLine("made by a stand-in for NBomber").AppendLine();
        Table(text, [ReportRow.Headings, .. ReportRow.Of(stats).Select(row => row.Cells().ToArray())]);
        foreach (var scenario in stats.ScenarioStats)
        {
            foreach (var status in scenario.Ok.StatusCodes.Concat(scenario.Fail.StatusCodes))
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"{scenario.ScenarioName}: status {status.StatusCode}, {status.Count} times {status.Message}");
            }
        }

        foreach (var threshold in stats.Thresholds)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"threshold {(threshold.IsFailed ? "failed" : "held")}: {threshold.ScenarioName} {threshold.StepName} {threshold.CheckExpression} {threshold.ExceptionMsg}");
        }

        return text.ToString();
    }

    public static string Progress(IReadOnlyList<ScenarioStats> scenarios) => string.Join(Environment.NewLine, scenarios.Select(scenario => string.Create(
        CultureInfo.InvariantCulture,
        $"{scenario.Duration:hh\\:mm\\:ss} {scenario.ScenarioName}: {scenario.LoadSimulationStats.SimulationName} {scenario.LoadSimulationStats.Value}, ok {scenario.Ok.Request.Count} ({scenario.Ok.Request.RPS}/s), failed {scenario.Fail.Request.Count}, p50 {scenario.Ok.Latency.Percent50} ms, p99 {scenario.Ok.Latency.Percent99} ms")));

    private static void Table(StringBuilder text, IReadOnlyList<IReadOnlyList<string>> rows)
    {
        var widths = rows[0].Select((_, column) => rows.Max(row => row[column].Length)).ToArray();
        foreach (var row in rows)
        {
            text.AppendLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }

        text.AppendLine();
    }
}
