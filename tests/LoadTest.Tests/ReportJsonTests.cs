using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;
using TracingReference.LoadTest.Commands;
using TracingReference.LoadTest.Comparing;
using TracingReference.LoadTest.Reports;
using TracingReference.LoadTest.Sampling;
using TracingReference.LoadTest.Tests.Sampling;
using TracingReference.Tests.Support;

namespace TracingReference.LoadTest.Tests;

/// <summary>report.json holds all there is, says what its fields are, and anyone can compute its figures again.</summary>
public sealed partial class ReportJsonTests : IDisposable
{
    private static readonly string Documentation = File.ReadAllText(Path.Combine(Repository.Root, "docs", "report.md"));
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("loadtest-report-");

    public static TheoryData<string> Reports => ["overhead", "sampling", "capacity", "soak", "compare"];

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [MemberData(nameof(Reports))]
    public void What_is_written_is_read_back_whole(string kind)
    {
        var report = Make(kind);
        ReportFiles.Write(report, folder.FullName);
        var path = Path.Combine(folder.FullName, "report.json");
        var read = ReportFiles.Read(path);
        Assert.Equal(Json(report), Json(read));
        Assert.Equal(["report.html", "report.json", "report.md"], folder.EnumerateFiles().Select(file => file.Name).Order(StringComparer.Ordinal)); // nothing unfinished is left
    }

    [Fact]
    public void Names_are_in_camel_case_and_verdicts_are_words()
    {
        var json = JsonNode.Parse(Json(MadeUpReports.Overhead()))!;
        Assert.Equal("notJudged", (string?)json["budgets"]![3]!["verdict"]);
        Assert.Equal("relative", (string?)json["budgets"]![0]!["budget"]!["scale"]);
        Assert.Equal("BAAB", (string?)json["overhead"]!["pairs"]![1]!["quads"]![1]!["order"]);
        Assert.Equal(Report.CurrentVersion, (int?)json["version"]);
    }

    [Fact]
    public void Numbers_that_json_lacks_survive()
    {
        var report = MadeUpReports.Empty("overhead");
        report.Budgets.Add(MadeUpReports.Result("x", Verdict.Inconclusive, true, upper: double.PositiveInfinity));
        Assert.Equal(double.PositiveInfinity, JsonSerializer.Deserialize(Json(report), ReportJson.Default.Report)!.Budgets[0].Upper);
    }

    [Theory]
    [InlineData("{", "no report")]
    [InlineData("null", "null")]
    [InlineData("{}", "no report")]
    public void What_is_no_report_is_told(string text, string told)
    {
        var path = Path.Combine(folder.FullName, "report.json");
        File.WriteAllText(path, text);
        var error = Assert.Throws<LoadTestException>(() => ReportFiles.Read(path));
        Assert.Contains(path, error.Message, StringComparison.Ordinal);
        Assert.Contains(told, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_report_of_another_version_is_refused()
    {
        var path = Path.Combine(folder.FullName, "report.json");
        File.WriteAllText(path, Json(MadeUpReports.Empty("soak")).Replace($"\"version\": {Report.CurrentVersion}", "\"version\": 1", StringComparison.Ordinal));
        Assert.Contains($"version {Report.CurrentVersion}", Assert.Throws<LoadTestException>(() => ReportFiles.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_cannot_be_is_told_before_anything_is_measured()
    {
        var file = Path.Combine(folder.FullName, "file");
        File.WriteAllText(file, "");
        Assert.Contains("--out", Assert.Throws<LoadTestException>(() => ReportFiles.Prepare(Path.Combine(file, "out"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_field_is_documented()
    {
        var sections = Heading().Split(Documentation);
        var documented = Enumerable.Range(0, sections.Length / 2).ToDictionary(i => sections[(2 * i) + 1], i => sections[(2 * i) + 2]);
        var missing = Types(ReportJson.Default.Report).SelectMany(type => type.Properties
            .Where(property => property.Get is not null && !documented.GetValueOrDefault(type.Type.Name, "").Contains($"\n| `{property.Name}` | ", StringComparison.Ordinal))
            .Select(property => $"{type.Type.Name}.{property.Name}"));
        Assert.Empty(missing);
    }

    [Fact]
    public async Task The_documented_way_to_recompute_a_figure_gives_that_figure()
    {
        var report = MadeUpReports.Overhead();
        var lines = await RecomputeAsync(report, snippet: 0);
        Assert.Equal(report.Overhead!.Pairs.Count, lines.Count);
        Assert.All(report.Overhead.Pairs.Zip(lines), each => Assert.Equal(
            each.First.Differences.First(difference => difference is { Measure: "cpu-per-request", Service: "all" }).Relative!.Estimate,
            double.Parse(each.Second.Split(' ')[2], CultureInfo.InvariantCulture), 1e-8)); // MathNet's Expm1 has eight digits
    }

    [Theory]
    [InlineData(null)]
    [InlineData(PlantedLoss.Ratio)]
    [InlineData(PlantedLoss.LostErrors)]
    [InlineData(PlantedLoss.TornTraces)]
    public async Task The_documented_way_to_recompute_what_sampling_keeps_gives_every_figure_from_the_requests_alone(string? plant)
    {
        var report = MadeUpReports.Empty("sampling");
        report.Sampling = new() { Parts = { SimulatedParts.Head(4_000, plant: plant), SimulatedParts.Tail(2_000, plant: plant), SimulatedParts.Adaptive(1_000) } };
        var checks = report.Sampling.Parts.SelectMany(part => part.Checks.Select(check => (part.Name, Check: check)))
            .ToDictionary(each => (each.Name, each.Check.Measure, each.Check.Stratum), each => each.Check);
        var found = (await RecomputeAsync(report, snippet: 1)).Select(line => line.Split('\t')).ToDictionary(line => (line[0], line[1], line[2]), line => line[3..]);
        Assert.All(found, figure =>
        {
            var check = checks[figure.Key];
            Assert.All(new[] { check.Estimate, check.Lower, check.Upper }.Zip(figure.Value), each =>
                Assert.Equal(each.First, double.Parse(each.Second, CultureInfo.InvariantCulture), 1e-8 * Math.Max(1, each.First)));
        });

        // Whatever of these was checked was recomputed.
        string[] told = ["kept-ratio", "decisions", "flag", "completeness", "error-recall", "slow-recall", "error-precision", "slow-precision", "horvitz-thompson"];
        Assert.Equal(
            checks.Where(check => told.Contains(check.Key.Measure) && (check.Key.Measure == "horvitz-thompson" || check.Key.Stratum.Length == 0) && check.Value.Count > 0).Select(check => check.Key).Order(),
            found.Keys.Order());
    }

    [Fact]
    public void The_requests_of_a_ci_run_take_less_than_two_megabytes()
    {
        var report = MadeUpReports.Empty("sampling");
        report.Sampling = new() { Parts = { SimulatedParts.Head(16_000), SimulatedParts.Trap(400), SimulatedParts.Tail(5_740), SimulatedParts.Adaptive(4_300) } };
        var json = Json(report);
        Assert.InRange(json.Length, 1, 2_000_000);
        Assert.Equal([16_000, 400, 5_740, 4_300], JsonNode.Parse(json)!["sampling"]!["parts"]!.AsArray().Select(part => part!["log"]!["traceIds"]!.AsArray().Count));
    }

    internal static Report Make(string kind) => kind switch
    {
        "overhead" => MadeUpReports.Overhead(),
        "sampling" => MadeUpReports.Sampling(),
        "capacity" => MadeUpReports.Capacity(),
        "soak" => MadeUpReports.Soak(),
        _ => Compared(),
    };

    private static Report Compared()
    {
        var report = MadeUpReports.Empty("compare");
        report.Comparison = CompareReports.Of(MadeUpReports.Overhead(0.04), "a/report.json", MadeUpReports.Overhead(0.08, seed: 2), "b/report.json");
        return report;
    }

    // What the documentation's script prints of a report.json.
    private async Task<IReadOnlyList<string>> RecomputeAsync(Report report, int snippet)
    {
        ReportFiles.Write(report, folder.FullName);
        var script = Path.Combine(folder.FullName, "recompute.cjs");
        await File.WriteAllTextAsync(script, Snippet().Matches(Documentation)[snippet].Groups[1].Value);
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var node = Process.Start(new ProcessStartInfo("node", [script, Path.Combine(folder.FullName, "report.json")]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = node.StandardError.ReadToEndAsync(patience.Token);
        var lines = (await node.StandardOutput.ReadToEndAsync(patience.Token)).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        await node.WaitForExitAsync(patience.Token);
        Assert.True(node.ExitCode == 0, await errors);
        return lines;
    }

    private static string Json(Report report) => JsonSerializer.Serialize(report, ReportJson.Default.Report);

    private static HashSet<JsonTypeInfo> Types(JsonTypeInfo root)
    {
        var found = new HashSet<JsonTypeInfo>();
        Add(root);
        return found;

        void Add(JsonTypeInfo type)
        {
            type = Nullable.GetUnderlyingType(type.Type) is { } value ? ReportJson.Default.GetTypeInfo(value)! : type;
            switch (type.Kind)
            {
                case JsonTypeInfoKind.Object when found.Add(type):
                    foreach (var property in type.Properties)
                    {
                        Add(ReportJson.Default.GetTypeInfo(property.PropertyType)!);
                    }

                    break;
                case JsonTypeInfoKind.Enumerable or JsonTypeInfoKind.Dictionary:
                    Add(ReportJson.Default.GetTypeInfo(type.ElementType!)!);
                    break;
            }
        }
    }

    [GeneratedRegex("^### (.*)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex("```js\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Snippet();
}
