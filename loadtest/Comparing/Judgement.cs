namespace TracingReference.LoadTest.Comparing;

/// <summary>A verdict and its reason.</summary>
/// <param name="Verdict">The verdict.</param>
/// <param name="QuadsThatSettle">How many quads would settle an inconclusive one; null for the others.</param>
public sealed record Judgement(Verdict Verdict, int? QuadsThatSettle = null)
{
    /// <summary>Holds a comparison against its budget.</summary>
    /// <param name="comparison">What the arm adds.</param>
    /// <param name="budget">What it may add, in the same unit.</param>
    /// <param name="control">The comparison of two equal arms in the same run: it must not find a difference.</param>
    public static Judgement Of(Comparison comparison, double budget, Comparison control) =>
        !control.Interval.Contains(0) ? new(Verdict.NotJudged)
        : comparison.Interval.Lower > budget ? new(Verdict.Fail)
        : comparison.Interval.Upper <= budget ? new(Verdict.Pass)
        : new(Verdict.Inconclusive, QuadsToSettle(comparison, budget));

    // An estimate very near the budget is settled by no affordable number; then it is told what a tenth of the budget needs.
    private static int QuadsToSettle(Comparison comparison, double budget)
    {
        var distance = Math.Max(Math.Abs(comparison.Estimate - budget), Math.Abs(budget) / 10);
        return Math.Max(comparison.Quads + 1, comparison.QuadsFor(distance));
    }
}
