using System.Globalization;
using System.Text;
using System.Text.Json;
using TracingReference.LoadTest.Commands;
using TracingReference.LoadTest.Reports.Pages;
using TracingReference.LoadTest.Reports.Views;

namespace TracingReference.LoadTest.Reports;

/// <summary>The three reports of a run: for programs, for a pull request, and for people.</summary>
internal static class ReportFiles
{
    public const string Json = "report.json";

    /// <summary>The sections in their order; a new one is a file, and a line here.</summary>
    private static readonly IReportView[] Views =
        [new BudgetsView(), new RemarksView(), new OverheadView(), new SamplingView(), new CapacityView(), new SoakView(), new ReportComparisonView()];

    /// <summary>Makes the folder, before anything is measured in vain.</summary>
    /// <exception cref="LoadTestException">It cannot be made.</exception>
    public static void Prepare(string folder)
    {
        try
        {
            Directory.CreateDirectory(folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LoadTestException($"The folder for the reports cannot be made: {e.Message} Name another one with --out.", e);
        }
    }

    /// <summary>Writes all three, each at once or not at all.</summary>
    /// <returns>Their paths.</returns>
    /// <exception cref="LoadTestException">They cannot be written.</exception>
    public static IReadOnlyList<string> Write(Report report, string folder)
    {
        try
        {
            return
            [
                Write(Path.Combine(folder, "report.html"), Html(report)),
                Write(Path.Combine(folder, "report.md"), Markdown(report)),
                Write(Path.Combine(folder, Json), JsonSerializer.Serialize(report, ReportJson.Default.Report)),
            ];
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LoadTestException($"The reports cannot be written: {e.Message}", e);
        }
    }

    /// <exception cref="LoadTestException">It cannot be read, or is no report of this version.</exception>
    public static Report Read(string path)
    {
        try
        {
            var report = JsonSerializer.Deserialize(File.ReadAllBytes(path), ReportJson.Default.Report)
                ?? throw new LoadTestException($"{path} is no report: it holds null.");
            return report.Version == Report.CurrentVersion
                ? report
                : throw new LoadTestException($"{path} is a report of version {report.Version}; this program reads version {Report.CurrentVersion}. Measure again with one program.");
        }
        catch (JsonException e)
        {
            throw new LoadTestException($"{path} is no report: {e.Message}", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new LoadTestException($"The report cannot be read: {e.Message}", e);
        }
    }

    public static string Html(Report report)
    {
        var page = new HtmlPage(Title(report));
        page.Headline(Outcome.Line(report), Outcome.VerdictOf(report));
        page.Facts(Facts(report));
        foreach (var view in Views)
        {
            page.Section(view.Title, view.Render(report));
        }

        return page.ToString();
    }

    public static string Markdown(Report report)
    {
        var page = new MarkdownPage();
        page.Headline(Outcome.Line(report));
        foreach (var view in Views)
        {
            page.Section(view.Title, view.Render(report));
        }

        page.Section("", [new Details("How it was measured", [new Table("", ["", ""], [.. Facts(report).Select(fact => (IReadOnlyList<Cell>)[fact.Name, fact.Value])])])]);
        return page.ToString();
    }

    private static string Title(Report report) => $"Load test: {report.Command}";

    private static IEnumerable<(string Name, string Value)> Facts(Report report) =>
    [
        ("Command", report.Command),
        ("Profile", report.Profile),
        ("Finished", report.IsComplete ? "yes" : "no, this report is partial"),
        ("Packages", report.Packages),
        ("Load generator", report.LoadGenerator),
        ("Commit", report.Commit ?? "unknown"),
        ("Seed", report.Seed.ToString(CultureInfo.InvariantCulture)),
        ("Begun", report.Begun.ToString("u", CultureInfo.InvariantCulture)),
        ("Took", $"{TimeSpan.FromSeconds(report.Seconds):h\\:mm\\:ss}"),
        ("Processor", $"{report.Machine.Processor}, {report.Machine.Cores} cores"),
        ("Memory", Quantity.Format(report.Machine.MemoryBytes, "bytes")),
        ("System", report.Machine.OperatingSystem),
        ("Runtime", report.Machine.Runtime),
        ("Load before", report.Machine.LoadBefore is { } load ? Quantity.Number(load) : "unknown"),
        .. report.Target is { } target ? [("Target", target)] : Array.Empty<(string, string)>(),
        .. report.Planted is { } planted ? [("Planted fault", planted)] : Array.Empty<(string, string)>(),
    ];

    private static string Write(string path, string text)
    {
        var unfinished = $"{path}.tmp";
        File.WriteAllText(unfinished, text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        File.Move(unfinished, path, overwrite: true);
        return path;
    }
}
