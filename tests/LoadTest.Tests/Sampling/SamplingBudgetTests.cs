using TracingReference.LoadTest.Budgets;
using TracingReference.LoadTest.Comparing;
using TracingReference.LoadTest.Reports;
using TracingReference.LoadTest.Sampling;
using TracingReference.LoadTest.Sampling.Checks;

namespace TracingReference.LoadTest.Tests.Sampling;

/// <summary>A check that refutes a claim breaks its budget; one that rests on too few traces does not settle it, and says how many would.</summary>
public sealed class SamplingBudgetTests
{
    [Fact]
    public void One_error_that_is_lost_breaks_the_budget_and_is_named()
    {
        var result = Judge("error-recall", Claim.Every("error-recall", "", 600, ["0af7651916cd43dd8448eb211c80319c"], "traces with an error are kept"), atLeast: 0.995);
        Assert.Equal(Verdict.Fail, result.Verdict);
        Assert.Contains("0af7651916cd43dd8448eb211c80319c", result.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(597, Verdict.Inconclusive)]
    [InlineData(598, Verdict.Pass)]
    public void A_recall_is_shown_by_enough_traces(int count, Verdict expected)
    {
        var result = Judge("error-recall", Claim.Every("error-recall", "", count, [], "traces with an error are kept"), atLeast: 0.995);
        Assert.Equal(expected, result.Verdict);
        Assert.Equal(expected == Verdict.Inconclusive, result.Reason.Contains("With 598 it would be settled", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(100, 1_000, Verdict.Inconclusive)]
    [InlineData(1_200, 12_000, Verdict.Pass)]
    [InlineData(900, 10_000, Verdict.Fail)]
    public void A_ratio_needs_so_many_traces_that_another_one_would_show(int kept, int count, Verdict expected)
    {
        var result = Judge("kept-ratio", Claim.Ratio("kept-ratio", "", kept, count, 0.1), atMost: 0.01);
        Assert.Equal(expected, result.Verdict);
        Assert.Equal(Math.Abs(((double)kept / count) - 0.1), result.Estimate!.Value, 9);
    }

    [Theory]
    [InlineData(0.1, 0.05, 0.2, Verdict.Pass)]
    [InlineData(0.2, 0.1, 0.4, Verdict.Inconclusive)]
    [InlineData(0.5, 0.4, 0.6, Verdict.Fail)]
    public void A_figure_is_judged_by_its_interval(double estimate, double lower, double upper, Verdict expected) =>
        Assert.Equal(expected, Judge("steady-state-error", Claim.Figure("steady-state-error", "", 100, estimate, new(lower, upper), 0, "", []), atMost: 0.3).Verdict);

    [Theory]
    [InlineData(10, Verdict.Fail)]
    [InlineData(11, Verdict.NotJudged)]
    public void What_fails_while_the_shop_is_overloaded_is_not_judged(long strained, Verdict expected) => Assert.Equal(
        expected,
        Judge("error-recall", Claim.Every("error-recall", "", 600, ["0af7651916cd43dd8448eb211c80319c"], ""), atLeast: 0.995, strained: strained).Verdict);

    [Fact]
    public void What_a_profile_did_not_measure_is_not_settled() =>
        Assert.Equal(Verdict.Inconclusive, Judge("overshoot", Claim.Every("decisions", "", 10, [], ""), atMost: 1).Verdict);

    [Fact]
    public void A_part_that_was_left_out_does_not_decide()
    {
        Budget budget = new(
            Name: "it", Command: "sampling", Measure: "spans-unaccounted", Arm: "overflow", Service: "all", Scale: BudgetScale.Absolute, Gate: true, Why: "", AtMost: 0, AtLeast: null);
        Assert.False(Assert.Single(SamplingBudgets.Judge([budget], new SamplingSection())).Gates);
    }

    [Fact]
    public void Where_a_measure_has_only_strata_the_worst_of_them_counts()
    {
        var checks = new[] { Claim.Ratio("horvitz-thompson", "GET /a", 100, 1_000, 0.1), Claim.Ratio("horvitz-thompson", "GET /b", 300, 1_000, 0.1) };
        Assert.Equal(Verdict.Fail, Judge("horvitz-thompson", checks, atLeast: 0.01).Verdict);
    }

    private static BudgetResult Judge(string measure, SamplingCheck check, double? atMost = null, double? atLeast = null, long strained = 0) =>
        Judge(measure, [check], atMost, atLeast, strained);

    private static BudgetResult Judge(string measure, IReadOnlyList<SamplingCheck> checks, double? atMost = null, double? atLeast = null, long strained = 0)
    {
        var section = new SamplingSection { Parts = { new("tail", "", 1_000, 0, strained, 1, 1, 0) { Checks = [.. checks] } } };
        Budget[] budgets =
        [
            new(Name: "it", Command: "sampling", Measure: measure, Arm: "tail", Service: "all", Scale: BudgetScale.Absolute, Gate: true, Why: "", AtMost: atMost, AtLeast: atLeast),
            new(Name: "another", Command: "soak", Measure: measure, Arm: "tail", Service: "all", Scale: BudgetScale.Absolute, Gate: true, Why: "", AtMost: 0, AtLeast: null),
        ];
        return Assert.Single(SamplingBudgets.Judge(budgets, section));
    }
}
