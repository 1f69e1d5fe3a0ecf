using System.Net;
using NBomber.Contracts.Stats;

namespace NBomber.Reports;

/// <summary>A report for a browser: one file that loads nothing.</summary>
internal static class HtmlReport
{
    private const string Style =
        "body{font:14px sans-serif;margin:2em}table{border-collapse:collapse}td,th{border:1px solid #ccc;padding:4px 8px;text-align:left}.failed{color:#b00}";

    public static string Of(NodeStats stats) => $"""
        <!doctype html>
        <html lang="en"><head><meta charset="utf-8"><title>{Text(stats.TestInfo.TestName)}</title><style>{Style}</style></head>
        <body><h1>{Text(stats.TestInfo.TestSuite)}: {Text(stats.TestInfo.TestName)}</h1>
        <p>Session {Text(stats.TestInfo.SessionId)}, by a stand-in for NBomber, on {Text(stats.NodeInfo.OS)}, {Text(stats.NodeInfo.DotNetVersion)}, {stats.NodeInfo.CoresCount} cores.</p>
        <table><tr>{Cells(ReportRow.Headings, "th")}</tr>
        {string.Join('\n', ReportRow.Of(stats).Select(row => $"<tr>{Cells(row.Cells(), "td")}</tr>"))}
        </table>
        <ul>{string.Concat(stats.Thresholds.Select(threshold => $"<li class=\"{(threshold.IsFailed ? "failed" : "held")}\">{Text(threshold.ScenarioName)} {Text(threshold.StepName)}: {Text(threshold.CheckExpression)}</li>"))}</ul>
        </body></html>
        """;

    private static string Cells(IEnumerable<string> cells, string tag) => string.Concat(cells.Select(cell => $"<{tag}>{Text(cell)}</{tag}>"));

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
