using TracingReference.LoadTest.Budgets;
using TracingReference.LoadTest.Comparing;
using TracingReference.LoadTest.Reports;
using TracingReference.LoadTest.Sampling.Checks;
using TracingReference.LoadTest.Statistics;

namespace TracingReference.LoadTest.Sampling;

/// <summary>
/// Holds checks against budgets. A check that refutes a claim breaks its budget. One that does not has still to rest on so
/// many traces that what the budget forbids would have shown; with fewer the budget is not settled. Of a part that has not run
/// it only informs.
/// </summary>
internal static class SamplingBudgets
{
    /// <param name="budgets">Those of this command count.</param>
    /// <param name="section">What was measured.</param>
    public static IEnumerable<BudgetResult> Judge(IReadOnlyList<Budget> budgets, SamplingSection section)
    {
        foreach (var budget in budgets.Where(budget => budget.Command == "sampling"))
        {
            var part = section.Parts.FirstOrDefault(part => part.Name == budget.Arm);
            var checks = part?.Checks.Where(check => check.Measure == budget.Measure).ToArray() ?? [];

            // A measure of all requests, where there is one, says what its strata say.
            var judged = checks.Any(check => check.Stratum.Length == 0) ? [.. checks.Where(check => check.Stratum.Length == 0)] : checks;
            yield return judged.Length == 0
                ? new(budget.Name, Verdict.Inconclusive, budget.Gate && part is not null, budget.Limit, null, null, null, "", $"The part {budget.Arm} did not measure {budget.Measure} in this profile.") { Budget = budget }
                : judged.Select(check => Excuse(part!, budget, check, Judge(budget, check))).MaxBy(result => Weight(result.Verdict))!;
        }
    }

    // The head decides at once, however busy the machine is; and no overload explains a decision that is wrong.
    private static BudgetResult Excuse(SamplingPart part, Budget budget, SamplingCheck check, BudgetResult result) =>
        result.Verdict == Verdict.Fail && part.IsStrained && part.Name is not SamplingCommand.Head10 and not SamplingCommand.KafkaTrap && IsLoss(budget, check)
        ? result with
        {
            Verdict = Verdict.NotJudged,
            Reason = Claim.Text($"{result.Reason} Not judged: {part.Strained} of {part.Requests} requests failed or took more than a second, so the shop was overloaded, and spans late or missing. Run it on a machine with nothing else to do."),
        }
        : result;

    // Of a figure only the budget tells whether what is left without losses is still too much.
    private static bool IsLoss(Budget budget, SamplingCheck check) =>
        check.WithoutLoss is { } rest ? Judge(budget, check with { Lower = rest.Lower, Upper = rest.Upper }).Verdict != Verdict.Fail : check.IsLoss;

    private static BudgetResult Judge(Budget budget, SamplingCheck check)
    {
        var (verdict, more) = check switch
        {
            { Verdict: Verdict.Fail } => (Verdict.Fail, ""),
            { Verdict: Verdict.Inconclusive } => (Verdict.Inconclusive, ""),
            { Rule: ClaimRule.Every } when budget.AtLeast is { } least && check.Lower < least => Needs(check, RecallRule.Trials(least, Claim.Shown)),
            { Rule: ClaimRule.Chance, Measure: "kept-ratio" } when budget.AtMost is { } most && Claim.TracesFor(check.Expected, check.Expected - most) is var needed && check.Count < needed => Needs(check, needed),
            { Rule: ClaimRule.Figure } => Bounded(budget, check),
            _ => (Verdict.Pass, ""),
        };
        var (estimate, lower, upper) = Measured(budget, check);
        var see = check.Evidence.Count > 0 && verdict == Verdict.Fail ? $" See {string.Join(", ", check.Evidence)}." : "";
        return new(budget.Name, verdict, budget.Gate, budget.Limit, estimate, lower, upper, Unit(check), $"{check.Reason}{more}{see}") { Budget = budget };
    }

    private static (Verdict Verdict, string More) Needs(SamplingCheck check, long needed) =>
        (Verdict.Inconclusive, Claim.Text($" With {needed} it would be settled; {check.Count} are too few."));

    private static (Verdict Verdict, string More) Bounded(Budget budget, SamplingCheck check) =>
        check.Upper <= (budget.AtMost ?? double.PositiveInfinity) && check.Lower >= (budget.AtLeast ?? double.NegativeInfinity) ? (Verdict.Pass, "")
        : check.Lower > budget.AtMost || check.Upper < budget.AtLeast ? (Verdict.Fail, "")
        : (Verdict.Inconclusive, Claim.Text($" The limit lies within the interval: about {check.Count * 4} instead of {check.Count} would make it half as wide."));

    // A claimed probability has a limit on how far from it one may be, a test on its p-value; other limits are on the figure itself.
    private static (double? Estimate, double? Lower, double? Upper) Measured(Budget budget, SamplingCheck check) => check switch
    {
        { Count: 0, PValue: null } => (null, null, null),
        { Measure: "kept-ratio" } => (
            Math.Abs(check.Estimate - check.Expected),
            check.Lower <= check.Expected && check.Expected <= check.Upper ? 0 : Math.Min(Math.Abs(check.Lower - check.Expected), Math.Abs(check.Upper - check.Expected)),
            Math.Max(Math.Abs(check.Lower - check.Expected), Math.Abs(check.Upper - check.Expected))),
        { Measure: "horvitz-thompson" or "error-rate" or "independence" } => (check.PValue, null, null),
        _ => (check.Estimate, check.Lower, check.Upper),
    };

    private static string Unit(SamplingCheck check) => check.Measure switch
    {
        "settling-seconds" => "s",
        "red-before-sampling" => "requests",
        "spans-unaccounted" => "spans",
        _ => "",
    };

    private static int Weight(Verdict verdict) => verdict switch { Verdict.Fail => 3, Verdict.NotJudged => 2, Verdict.Inconclusive => 1, _ => 0 };
}
