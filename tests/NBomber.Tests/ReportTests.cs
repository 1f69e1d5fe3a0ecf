using NBomber.Contracts;
using NBomber.Contracts.Stats;
using NBomber.CSharp;

namespace TracingReference.NBomber.Tests;

/// <summary>Thresholds are judged, and reports written.</summary>
public sealed class ReportTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("nbomber-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void A_threshold_that_does_not_hold_has_failed()
    {
        var stats = Run(
            Threshold.Create(scenario => scenario.Ok.Request.Count == 10),
            Threshold.Create("step", step => step.Fail.Request.Count > 0));
        Assert.Equal([false, true], stats.Thresholds.Select(threshold => threshold.IsFailed));
        Assert.Contains("Fail.Request.Count", stats.Thresholds[1].CheckExpression, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_format_is_a_file_that_names_scenario_and_step()
    {
        var stats = Run();
        Assert.Equal(["report.txt", "report.html", "report.csv", "report.md"], stats.ReportFiles.Select(file => Path.GetFileName(file.FilePath)));
        Assert.All(stats.ReportFiles, file =>
        {
            Assert.Equal(File.ReadAllText(file.FilePath), file.ReportContent);
            Assert.Contains("orders", file.ReportContent, StringComparison.Ordinal);
            Assert.Contains("step", file.ReportContent, StringComparison.Ordinal);
        });
        var csv = stats.ReportFiles.Single(file => file.ReportFormat == ReportFormat.Csv).ReportContent.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, csv.Length);
        Assert.All(csv, line => Assert.Equal(csv[0].Split(',').Length, line.Split(',').Length));
    }

    [Fact]
    public void Markup_in_names_is_only_text() =>
        Assert.DoesNotContain("<b>", Run(name: "<b>orders</b>").ReportFiles.Single(file => file.ReportFormat == ReportFormat.Html).ReportContent, StringComparison.Ordinal);

    private NodeStats Run(params Threshold[] thresholds) => Run("orders", thresholds);

    private NodeStats Run(string name, params Threshold[] thresholds) => NBomberRunner
        .RegisterScenarios(Scenario.Create(name, async context =>
        {
            await Step.Run("step", context, () => Task.FromResult(Response.Ok()));
            return Response.Ok();
        }).WithoutWarmUp().WithThresholds(thresholds).WithLoadSimulations(Simulation.IterationsForConstant(1, 10)))
        .WithReportFolder(folder.FullName).WithReportFileName("report").DisplayConsoleMetrics(false).Run();
}
