using NBomber.Contracts.Stats;

namespace NBomber.Reports;

/// <summary>A report for a pull request.</summary>
internal static class MarkdownReport
{
    public static string Of(NodeStats stats) => string.Join('\n',
    [
        $"> test suite: `{stats.TestInfo.TestSuite}`, test name: `{stats.TestInfo.TestName}`, session id: `{stats.TestInfo.SessionId}`, by a stand-in for NBomber",
        "",
        Line(ReportRow.Headings),
        Line(ReportRow.Headings.Select(_ => "---")),
        .. ReportRow.Of(stats).Select(row => Line(row.Cells())),
        "",
        .. stats.Thresholds.Select(threshold => $"- {(threshold.IsFailed ? "failed" : "held")}: `{threshold.CheckExpression}` of {threshold.ScenarioName} {threshold.StepName}"),
    ]);

    private static string Line(IEnumerable<string> cells) => $"| {string.Join(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))} |";
}
