using NBomber.Contracts;
using NBomber.Contracts.Stats;

namespace NBomber.Reports;

/// <summary>Writes a test's reports, one file a format.</summary>
internal static class ReportFolder
{
    public static ReportFile[] Write(NBomberContext context, NodeStats stats)
    {
        if (context.ReportFormats.Count == 0)
        {
            return [];
        }

        var folder = Directory.CreateDirectory(context.ReportFolder ?? Path.Combine("reports", stats.TestInfo.SessionId));
        var name = context.ReportFileName ?? $"nbomber_report_{stats.TestInfo.Created:yyyy-MM-dd--HH-mm-ss}";
        return [.. context.ReportFormats.Distinct().Select(format =>
        {
            var (extension, content) = format switch
            {
                ReportFormat.Csv => ("csv", CsvReport.Of(stats)),
                ReportFormat.Md => ("md", MarkdownReport.Of(stats)),
                ReportFormat.Html => ("html", HtmlReport.Of(stats)),
                _ => ("txt", TextReport.Of(stats)),
            };
            var file = new ReportFile { FilePath = Path.Combine(folder.FullName, $"{name}.{extension}"), ReportFormat = format, ReportContent = content };
            File.WriteAllText(file.FilePath, content);
            return file;
        })];
    }
}
