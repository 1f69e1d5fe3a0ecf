using TracingReference.LoadTest.Budgets;
using TracingReference.LoadTest.Comparing;

namespace TracingReference.LoadTest.Reports;

/// <summary>What a run says of one budget.</summary>
/// <param name="Name">As budgets.json names it.</param>
/// <param name="Verdict">The verdict.</param>
/// <param name="Gates">Whether it decides the exit code; others inform.</param>
/// <param name="Limit">What is allowed.</param>
/// <param name="Estimate">What was measured, in the limit's unit; null where nothing was.</param>
/// <param name="Lower">The lower bound of its interval.</param>
/// <param name="Upper">The upper bound of its interval.</param>
/// <param name="Unit">Of all of these: a fraction has none.</param>
/// <param name="Reason">One sentence: what was compared, and what would settle an inconclusive one.</param>
public sealed record BudgetResult(
    string Name, Verdict Verdict, bool Gates, double Limit, double? Estimate, double? Lower, double? Upper, string Unit, string Reason)
{
    /// <summary>The budget itself, as the file had it.</summary>
    public Budget? Budget { get; init; }

    /// <summary>The service that this result is of, where the budget is of each; null where there is one result for all.</summary>
    public string? Service { get; init; }
}
