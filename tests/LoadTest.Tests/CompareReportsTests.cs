using System.Text.Json;
using TracingReference.LoadTest.Commands;
using TracingReference.LoadTest.Comparing;
using TracingReference.LoadTest.Reports;

namespace TracingReference.LoadTest.Tests;

/// <summary>Two reports side by side: only of the same thing, and never with a verdict.</summary>
public sealed class CompareReportsTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("loadtest-compare-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task A_change_is_told_with_its_interval_and_judges_no_budget()
    {
        var report = await CompareAsync(MadeUpReports.Overhead(0.04, seed: 1), MadeUpReports.Overhead(0.20, seed: 2));
        var change = report.Comparison!.Differences.Single(each => each is { Subject: "head10 against off, all", Measure: "cpu-per-request, relatively" });
        Assert.Equal(change.B.Estimate - change.A.Estimate, change.Change, 1e-12);
        Assert.True(change.Interval is { Lower: > 0.12, Upper: < 0.20 } interval && interval.Contains(change.Change), change.ToString());
        Assert.Empty(report.Budgets);
        Assert.Contains(report.Remarks, remark => remark.Contains("not interleaved", StringComparison.Ordinal));
        report.IsComplete = true;
        Assert.Equal(ExitCode.Pass, Outcome.Of(report));
    }

    [Fact]
    public void The_interval_is_wider_than_either_and_as_wide_as_both_together()
    {
        var comparison = CompareReports.Of(MadeUpReports.Overhead(seed: 1), "a.json", MadeUpReports.Overhead(seed: 2), "b.json");
        Assert.All(comparison.Differences, each =>
        {
            var (a, b) = (Width(each.A), Width(each.B));
            var width = each.Interval!.Value.Upper - each.Interval.Value.Lower;
            Assert.InRange(width, Math.Max(a, b) * 0.999, (a + b) * 1.001);
        });

        static double Width(ReportedFigure figure) => figure.Interval!.Value.Upper - figure.Interval.Value.Lower;
    }

    [Theory]
    [InlineData("\"packages\": \"embedded\"", "\"packages\": \"public\"", "packages")]
    [InlineData("NBomber 6.6.0", "NBomber 7.0.0", "load generators")]
    [InlineData("\"command\": \"overhead\"", "\"command\": \"soak\"", "commands")]
    [InlineData("\"version\": 3", "\"version\": 2", "version 2")]
    public async Task Reports_of_different_things_are_refused(string of, string other, string told)
    {
        var (a, b) = (Path("a.json"), Path("b.json"));
        var text = JsonSerializer.Serialize(MadeUpReports.Overhead(), ReportJson.Default.Report);
        await File.WriteAllTextAsync(a, text);
        await File.WriteAllTextAsync(b, text.Replace(of, other, StringComparison.Ordinal));
        var error = await Assert.ThrowsAsync<LoadTestException>(() => RunAsync(a, b));
        Assert.Contains(told, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_machine_or_commit_and_a_partial_report_are_remarked()
    {
        var a = MadeUpReports.Overhead();
        var b = new Report
        {
            Version = Report.CurrentVersion, Command = "overhead", Profile = "ci", Packages = a.Packages, LoadGenerator = a.LoadGenerator, Commit = "fedcba", Machine = a.Machine with { Cores = 64 }, Seed = 1,
            Begun = a.Begun, Error = "interrupted.", Overhead = a.Overhead,
        };
        var remarks = (await CompareAsync(a, b)).Remarks;
        Assert.All(["machines differ", "commits differ", "profiles differ", "B is partial"], text => Assert.Contains(remarks, remark => remark.Contains(text, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task An_arm_and_a_report_are_not_compared()
    {
        ReportFiles.Write(MadeUpReports.Overhead(), folder.FullName);
        var error = await Assert.ThrowsAsync<LoadTestException>(() => RunAsync(Path("report.json"), "head100"));
        Assert.Contains("--b must be a report.json", error.Message, StringComparison.Ordinal);
    }

    private string Path(string name) => System.IO.Path.Combine(folder.FullName, name);

    private async Task<Report> CompareAsync(Report a, Report b)
    {
        await File.WriteAllTextAsync(Path("a.json"), JsonSerializer.Serialize(a, ReportJson.Default.Report));
        await File.WriteAllTextAsync(Path("b.json"), JsonSerializer.Serialize(b, ReportJson.Default.Report));
        return await RunAsync(Path("a.json"), Path("b.json"));
    }

    private static async Task<Report> RunAsync(string a, string b)
    {
        var report = MadeUpReports.Empty("compare");
        report.IsComplete = false;
        await CompareReports.RunAsync(new Run(LoadTestOptions.Parse(["compare", "--a", a, "--b", b])!, report, _ => { }), CancellationToken.None);
        return report;
    }
}
