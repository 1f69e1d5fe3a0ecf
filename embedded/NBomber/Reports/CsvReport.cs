using System.Globalization;
using NBomber.Contracts.Stats;

namespace NBomber.Reports;

/// <summary>A report for a spreadsheet (RFC 4180).</summary>
internal static class CsvReport
{
    private const string Header =
        "test_suite,test_name,scenario,duration,step_name,request_count,ok,failed,"
        + "ok_rps,ok_min,ok_mean,ok_max,ok_50_percent,ok_75_percent,ok_95_percent,ok_99_percent,ok_std_dev,ok_all_bytes,"
        + "fail_rps,fail_min,fail_mean,fail_max,fail_50_percent,fail_75_percent,fail_95_percent,fail_99_percent,fail_std_dev,fail_all_bytes";

    public static string Of(NodeStats stats) => string.Join("\r\n", ReportRow.Of(stats)
        .Select(row => string.Join(',',
        [
            Quote(stats.TestInfo.TestSuite), Quote(stats.TestInfo.TestName), Quote(row.Scenario), $"{row.Duration:c}", Quote(row.Step),
            $"{row.Count}", $"{row.Ok.Request.Count}", $"{row.Fail.Request.Count}", .. Numbers(row.Ok), .. Numbers(row.Fail),
        ]))
        .Prepend(Header)) + "\r\n";

    private static IEnumerable<string> Numbers(MeasurementStats stats) => new double[]
    {
        stats.Request.RPS, stats.Latency.MinMs, stats.Latency.MeanMs, stats.Latency.MaxMs, stats.Latency.Percent50, stats.Latency.Percent75,
        stats.Latency.Percent95, stats.Latency.Percent99, stats.Latency.StdDev, stats.DataTransfer.AllBytes,
    }.Select(number => number.ToString(CultureInfo.InvariantCulture));

    private static string Quote(string text) => text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
