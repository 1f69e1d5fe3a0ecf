using TracingReference.LoadTest.Reports.Pages;

namespace TracingReference.LoadTest.Reports.Views;

/// <summary>What a reader has to know besides.</summary>
internal sealed class RemarksView : IReportView
{
    public string Title => "Remarks";

    public IEnumerable<Element> Render(Report report) =>
    [
        .. report.Remarks.Select(remark => new Paragraph(remark)),
        .. report.Error?.Contains('\n', StringComparison.Ordinal) == true
            ? [new Details("The whole error", [.. report.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => new Paragraph(line.TrimEnd()))])]
            : Array.Empty<Element>(),
    ];
}
