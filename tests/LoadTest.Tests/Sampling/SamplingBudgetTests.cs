using TracingReference.LoadTest.Budgets;
using TracingReference.LoadTest.Commands;
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
    [InlineData(10, true, Verdict.Fail)]
    [InlineData(11, true, Verdict.NotJudged)]
    [InlineData(11, false, Verdict.Fail)] // no overload explains it
    public void What_fails_by_loss_alone_while_the_shop_is_overloaded_is_not_judged(long strained, bool isLoss, Verdict expected) => Assert.Equal(
        expected,
        Judge("decisions", Claim.Every("decisions", "", 600, ["0af7651916cd43dd8448eb211c80319c"], "") with { IsLoss = isLoss }, atLeast: 0.995, strained: strained).Verdict);

    [Fact]
    public void What_one_stratum_lost_is_no_excuse_for_what_another_has_wrong()
    {
        var lost = Claim.Every("red-before-sampling", "GET /a", 10, ["1"], "") with { IsLoss = true };
        var wrong = Claim.Every("red-before-sampling", "GET /b", 10, ["2"], "");
        Assert.Equal(Verdict.Fail, Judge("red-before-sampling", [lost, wrong], atMost: 0, strained: 500).Verdict);
        Assert.Equal(Verdict.NotJudged, Judge("red-before-sampling", [lost, wrong with { Verdict = Verdict.Pass }], atMost: 0, strained: 500).Verdict);
    }

    [Fact]
    public void A_share_of_requests_is_judged_by_its_p_value()
    {
        var right = Judge("error-rate", Claim.Estimated("error-rate", "", 400, 0.182, 0.01, 0.175, 0.48, ""), atLeast: 0.01);
        Assert.Equal((Verdict.Pass, 0.48), (right.Verdict, Math.Round(right.Estimate!.Value, 2)));
        Assert.Equal(Verdict.Fail, Judge("error-rate", Claim.Estimated("error-rate", "", 400, 0.182, 0.01, 0.175, 0.005, ""), atLeast: 0.01).Verdict);
    }

    [Fact]
    public void Every_claim_that_a_check_makes_has_a_budget()
    {
        var shop = new SimulatedShop(1);
        var (head, tail) = (shop.Head(shop.Truth(SamplingMix.Head, 2_000)), shop.Tail(shop.Truth(SamplingMix.Tail, 2_000)));
        var tears = new Dictionary<string, long>();
        var budgeted = BudgetFile.Read(BudgetFile.Default).Where(budget => budget.Command == BudgetedCommand.Sampling.Name).Select(budget => budget.Measure).ToHashSet();
        var claimed = ShareChecks.Head(head, 0.1).Concat(CompletenessChecks.Of(head, 0, tears)).Append(KafkaChecks.Whole(head, entry => entry.IsSampled))
            .Concat(TailChecks.Of(tail, 0.1)).Concat(EstimateChecks.Tail(tail, 0.1)).Concat(EstimateChecks.Recorded(tail)).Concat(RateChecks.Of([new("GET /a", 1, 0, 0, 1, 0, 1, 0)]))
            .Where(check => check.Rule != ClaimRule.Figure).Select(check => check.Measure).ToHashSet();
        Assert.True(claimed.Count > 10);
        Assert.Empty(claimed.Except(budgeted));
    }

    [Fact]
    public void Even_the_quick_plan_has_every_part_within_its_time_and_enough_windows_to_settle_in()
    {
        var plan = SamplingPlan.For(Profile.Quick);
        Share[] loads = [plan.Head, plan.Tail, plan.Trap, plan.Overflow, plan.Adaptive.Before, plan.Adaptive.After];
        Assert.True(loads.Sum(load => load.Seconds) + (5 * 20) <= 210); // five systems to start and stop
        Assert.All(Enum.GetValues<Profile>(), profile => Assert.True(SamplingPlan.For(profile).Adaptive.After.Seconds / 5 > 4));
    }

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
