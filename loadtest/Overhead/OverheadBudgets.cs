using TracingReference.LoadTest.Budgets;
using TracingReference.LoadTest.Comparing;
using TracingReference.LoadTest.Reports;
using TracingReference.LoadTest.Statistics;
using TracingReference.LoadTest.Systems;

namespace TracingReference.LoadTest.Overhead;

/// <summary>
/// Holds what arms add to <c>off</c> against their budgets.
/// <para>Of a budget for <c>each</c> service the worst decides, without a correction for their number (Holm's or another's): to
/// pass, every service's whole interval must be within the budget, which more services make harder, not easier; and to fail,
/// one service's whole interval must be over it, which happens by chance only to a service that is at its limit already. A
/// correction by sign flips could also never fail anything: of 6 quads no one-sided p-value is below 1/64.</para>
/// <para>Of memory the quads are one history, whose start is never the same twice: equal arms differ by some megabytes, and surely
/// so. What the control differs by is therefore no ground to refuse, but as uncertain as the result is: it widens the interval.</para>
/// </summary>
internal static class OverheadBudgets
{
    public const string Command = "overhead";

    /// <summary>What a budget may be of.</summary>
    public static IReadOnlyList<string> Known { get; } = [.. Measures.Names, SpanAccounting.Missing];

    // The worst first.
    private static readonly Verdict[] Order = [Verdict.Fail, Verdict.NotJudged, Verdict.Inconclusive, Verdict.Pass];

    public static IReadOnlyList<BudgetResult> Of(IReadOnlyList<Budget> budgets, OverheadSection section) =>
        [.. budgets.Where(budget => budget.Command == Command).Select(budget => Judge(budget, section, section.Pairs.Find(pair => !pair.IsControl && pair.A == Arm.Off.Name && pair.B == budget.Arm)))];

    /// <summary>Judges one budget by one pair.</summary>
    /// <param name="budget">The budget.</param>
    /// <param name="section">With its control.</param>
    /// <param name="pair">The pair; null where the run has none, and the budget only informs.</param>
    public static BudgetResult Judge(Budget budget, OverheadSection section, Pair? pair)
    {
        if (budget.Measure == SpanAccounting.Missing && pair is not null)
        {
            return MissingSpans.Judge(budget, pair.Accounts);
        }

        var differences = pair?.Differences.Where(difference => difference.Measure == budget.Measure && IsOf(difference.Service, budget.Service)).ToArray() ?? [];
        if (differences.Length == 0)
        {
            return new(budget.Name, Verdict.NotJudged, budget.Gate && pair is not null, budget.Limit, null, null, null, "", Unmeasured(budget, pair));
        }

        var control = section.Pairs.Find(each => each.IsControl)!;
        return differences.Select(difference => Judge(budget, difference, pair!, control))
            .OrderBy(result => Array.IndexOf(Order, result.Verdict)).ThenByDescending(result => budget.AtMost is null ? -result.Estimate : result.Estimate).First();
    }

    private static BudgetResult Judge(Budget budget, Difference difference, Pair pair, Pair control)
    {
        var what = $"{difference.Measure} of {difference.Service}, {pair.B} over {pair.A}";
        var isRelative = budget.Scale == BudgetScale.Relative;
        if ((isRelative ? difference.Relative : difference.Absolute) is not { } comparison)
        {
            return Result(Verdict.NotJudged, null, $"{what}: {pair.A} uses nothing of it, so there is no ratio; give the budget in {difference.Unit}.");
        }

        var equal = control.Differences.Find(each => each.Measure == Measures.ControlOf(difference.Measure) && each.Service == difference.Service);
        if ((isRelative ? equal?.Relative : equal?.Absolute) is not { } controlled)
        {
            return Result(Verdict.NotJudged, comparison, $"{what}: the control has not measured it.");
        }

        if (Measures.IsHistory(difference.Measure))
        {
            (comparison, controlled) = Widened(comparison, controlled);
        }

        var judgement = budget.AtMost is { } most
            ? Judgement.Of(comparison, most, controlled)
            : Judgement.Of(Negated(comparison), -budget.AtLeast!.Value, Negated(controlled));
        return Result(judgement.Verdict, comparison, judgement.Verdict switch
        {
            Verdict.NotJudged => FormattableString.Invariant($"{what}: the machine tells equal arms apart ({Bounds(controlled.Interval)} of {control.A} over itself), so it cannot judge others."),
            Verdict.Inconclusive => FormattableString.Invariant($"{what}: about {judgement.QuadsThatSettle} quads would settle it, and there were {comparison.Quads}."),
            _ => FormattableString.Invariant($"{what}, by {comparison.Quads} quads."),
        });

        BudgetResult Result(Verdict verdict, Comparison? found, string reason) => new(
            budget.Name, verdict, budget.Gate, budget.Limit, found?.Estimate, found?.Interval.Lower, found?.Interval.Upper, isRelative ? "" : difference.Unit, reason) { Budget = budget };

        string Bounds(Interval interval) => isRelative
            ? FormattableString.Invariant($"{100 * interval.Lower:+0.0;-0.0}% to {100 * interval.Upper:+0.0;-0.0}%")
            : FormattableString.Invariant($"{interval.Lower:+0.#;-0.#} to {interval.Upper:+0.#;-0.#} {difference.Unit}");
    }

    private static bool IsOf(string service, string asked) => asked == Budget.Each ? service is not (Measures.All or Measures.Collector) : service == asked;

    private static string Unmeasured(Budget budget, Pair? pair) =>
        !Known.Contains(budget.Measure) ? $"There is no measure '{budget.Measure}'; there are {string.Join(", ", Known)}."
        : pair is null ? $"This run did not compare {Arm.Off.Name} and {budget.Arm}; another profile may."
        : pair.Differences.Count == 0 ? $"{pair.Quads.Count} quads are too few; {Comparison.FewestQuads} are needed."
        : $"{budget.Measure} of {budget.Service} has no values in {pair.B} over {pair.A}.";

    private static (Comparison Comparison, Comparison Control) Widened(Comparison of, Comparison control)
    {
        var most = Math.Max(Math.Abs(control.Interval.Lower), Math.Abs(control.Interval.Upper));
        return (of with { Interval = new(of.Interval.Lower - most, of.Interval.Upper + most) }, control with { Interval = new(-most, most) });
    }

    private static Comparison Negated(Comparison of) => of with { Estimate = -of.Estimate, Interval = new(-of.Interval.Upper, -of.Interval.Lower) };
}
