using TracingReference.LoadTest.Reports.Pages;

namespace TracingReference.LoadTest.Reports.Views;

/// <summary>One section of a report for people.</summary>
internal interface IReportView
{
    string Title { get; }

    /// <returns>Nothing where the report has no such section.</returns>
    IEnumerable<Element> Render(Report report);
}
