using TracingReference.LoadTest.Comparing;
using TracingReference.LoadTest.Statistics;
using static TracingReference.LoadTest.Tests.SimulatedRun;

namespace TracingReference.LoadTest.Tests;

/// <summary>
/// The whole procedure, over 1,000 seeds: a control that may refuse to judge, then a verdict on an arm whose effect is known,
/// by a budget of 5%.
/// </summary>
public sealed class SimulatedJudgementTests
{
    private const double Budget = 0.05;
    private const double Refused = 0.05;

    // An effect that is the budget is called over it as often as an interval's lower bound is above the truth.
    private const double FalseFailures = 0.025;
    private const double Confidence = 0.999;
    private const double PowerError = 0.05;

    public static TheoryData<int> Quads => [.. AllQuads];

    [Theory]
    [MemberData(nameof(Quads))]
    public void Judgement_is_refused_at_the_nominal_rate_where_arms_are_equal(int quads)
    {
        var interval = Share(Verdicts(quads, 0), Verdict.NotJudged);
        Assert.True(interval.Lower <= Refused && interval.Upper >= Refused - 0.015, $"{interval.Lower:P1} to {interval.Upper:P1} are refused.");
    }

    [Theory]
    [MemberData(nameof(Quads))]
    public void What_is_at_its_budget_fails_at_most_at_the_nominal_rate(int quads)
    {
        var interval = Share(Verdicts(quads, Budget), Verdict.Fail);
        Assert.True(interval.Lower <= FalseFailures, $"At least {interval.Lower:P1} fail.");
    }

    [Theory]
    [MemberData(nameof(Quads))]
    public void What_is_within_its_budget_fails_far_less_often(int quads)
    {
        Assert.DoesNotContain(Verdict.Fail, Verdicts(quads, 0));
        Assert.InRange(Verdicts(quads, 0.03).Count(verdict => verdict == Verdict.Fail), 0, FalseFailures * Seeds / 2);
    }

    [Theory]
    [MemberData(nameof(Quads))]
    public void What_is_over_its_budget_fails_as_often_as_its_power_says(int quads)
    {
        var failed = Verdicts(quads, 0.10).Count(verdict => verdict == Verdict.Fail);
        Assert.InRange(failed, Expected(quads, 0.10) - (PowerError * Seeds), Expected(quads, 0.10) + (PowerError * Seeds));
    }

    [Theory]
    [MemberData(nameof(Quads))]
    public void What_costs_nothing_passes_as_often_as_its_power_says(int quads)
    {
        var passed = Verdicts(quads, 0).Count(verdict => verdict == Verdict.Pass);
        Assert.InRange(passed, Expected(quads, 0) - (PowerError * Seeds), Expected(quads, 0) + (PowerError * Seeds));
    }

    [Fact]
    public void Judgements_are_of_the_interval_and_only_where_equal_arms_are_equal()
    {
        var control = Fixed(-0.01, 0.01);
        Assert.Equal(Verdict.Pass, Judgement.Of(Fixed(0.01, 0.05), Budget, control).Verdict);
        Assert.Equal(Verdict.Fail, Judgement.Of(Fixed(0.051, 0.08), Budget, control).Verdict);
        Assert.Equal(Verdict.NotJudged, Judgement.Of(Fixed(0.051, 0.08), Budget, Fixed(0.001, 0.02)).Verdict);
        var open = Judgement.Of(Fixed(0.02, 0.06), Budget, control);
        Assert.Equal(Verdict.Inconclusive, open.Verdict);
        Assert.True(open.QuadsThatSettle > 16);
    }

    // Of all seeds, how many find that an effect is not the budget, and are not refused.
    private static double Expected(int quads, double effect) => Seeds * (1 - Refused)
        * new Power(Control(quads).Noise).Of(Math.Abs(Math.Log((1 + effect) / (1 + Budget))), quads);

    private static Verdict[] Verdicts(int quads, double effect) =>
        [.. new SimulatedRun(quads, effect).Comparisons.Zip(Control(quads).Comparisons, (arm, control) => Judgement.Of(arm, Budget, control).Verdict)];

    private static Interval Share(Verdict[] verdicts, Verdict of) =>
        new BinomialProportion(verdicts.Count(verdict => verdict == of), Seeds).ClopperPearson(Confidence);

    private static Comparison Fixed(double lower, double upper) => new(16, (lower + upper) / 2, new(lower, upper), 0.5, 0.05);
}
