using TracingReference.LoadTest.Comparing;
using TracingReference.LoadTest.Reports.Pages;
using TracingReference.LoadTest.Reports.Plots;

namespace TracingReference.LoadTest.Reports.Views;

/// <summary>Budgets with their verdicts, and how much of each is used.</summary>
internal sealed class BudgetsView : IReportView
{
    public string Title => "Budgets";

    public IEnumerable<Element> Render(Report report)
    {
        if (report.Budgets.Count == 0)
        {
            yield break;
        }

        yield return new Table(
            "What is allowed, what was measured with its interval (of 95%, of sampling 99%), and whether it decides the exit code",
            ["Budget", "Verdict", Column.Number("Allowed"), Column.Number("Measured"), Column.Number("Interval"), "Decides", "Why this verdict"],
            [.. report.Budgets.Select(Row)]);

        // Each in its own unit would need a plot each; as a share of what is allowed they fit into one.
        var shares = report.Budgets.Where(result => result is { Limit: > 0, Estimate: not null, Budget: not { AtLeast: not null } }).Select(Share).ToArray();
        if (shares.Length > 0)
        {
            yield return new Figure(new IntervalPlot("How much of each budget is used", "share of what is allowed", "", shares));
        }
    }

    private static IReadOnlyList<Cell> Row(BudgetResult result) =>
    [
        Name(result),
        Cell.Of(result.Verdict),
        $"{(result.Budget?.AtLeast is null ? "≤" : "≥")} {Quantity.Chosen(result.Limit, result.Unit)}",
        Quantity.Format(result.Estimate, result.Unit),
        result is { Lower: { } lower, Upper: { } upper } ? $"{Quantity.Format(lower, result.Unit)} to {Quantity.Format(upper, result.Unit)}" : "-",
        result.Gates ? "yes" : "no",
        result.Budget?.Why is { } why && result.Verdict == Verdict.Fail ? $"{result.Reason} {why}" : result.Reason,
    ];

    private static IntervalRow Share(BudgetResult result) => new(
        Name(result), result.Estimate!.Value / result.Limit, (result.Lower ?? result.Estimate.Value) / result.Limit, (result.Upper ?? result.Estimate.Value) / result.Limit, 1, result.Verdict);

    private static string Name(BudgetResult result) => result.Service is null ? result.Name : $"{result.Name}, {result.Service}";
}
