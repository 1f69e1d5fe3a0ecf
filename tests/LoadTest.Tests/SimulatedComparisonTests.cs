using TracingReference.LoadTest.Statistics;
using static TracingReference.LoadTest.Tests.SimulatedRun;

namespace TracingReference.LoadTest.Tests;

/// <summary>On data whose truth is known, over 1,000 seeds, comparisons keep what they state.</summary>
public sealed class SimulatedComparisonTests
{
    private const double Nominal = 0.05;

    // Expanded percentiles are too wide rather than too narrow: 10,000 simulated intervals of 12 to 60 quads held the truth in 95.6 to 96.3%.
    private const double Excess = 0.015;

    // Of how often something happened in 1,000 runs; there are some thirty such counts here, and chance shall fail none of them.
    private const double Confidence = 0.999;

    // The sign-flip test is held against the power of Student's, which it has but for a few percent.
    private const double PowerError = 0.05;

    private static readonly double[] Effects = [0.01, 0.03, 0.10];

    public static TheoryData<int> AllQuads => [.. SimulatedRun.AllQuads];

    public static TheoryData<int, double> Runs
    {
        get
        {
            var runs = new TheoryData<int, double>();
            foreach (var quads in SimulatedRun.AllQuads)
            {
                foreach (var effect in Effects)
                {
                    runs.Add(quads, effect);
                }
            }

            return runs;
        }
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void Intervals_hold_the_truth_as_often_as_they_state_neither_less_nor_more(int quads, double effect) =>
        AssertShare(1 - Nominal, 1 - Nominal + Excess, new SimulatedRun(quads, effect).Comparisons.Count(comparison => comparison.Interval.Contains(effect)));

    [Theory]
    [MemberData(nameof(AllQuads))]
    public void Equal_arms_are_told_apart_at_the_nominal_rate(int quads)
    {
        var comparisons = new SimulatedRun(quads, 0).Comparisons;
        AssertShare(Nominal - Excess, Nominal, comparisons.Count(comparison => !comparison.Interval.Contains(0)));
        AssertShare(Nominal, Nominal, comparisons.Count(comparison => comparison.PValue <= Nominal));
    }

    [Theory]
    [MemberData(nameof(Runs))]
    public void An_effect_is_found_as_often_as_its_power_says(int quads, double effect)
    {
        var run = new SimulatedRun(quads, effect);
        var found = run.Comparisons.Count(comparison => comparison.PValue <= Nominal);
        var power = new Power(run.Noise).Of(Math.Log(1 + effect), quads);
        Assert.InRange(found / (double)Seeds, power - PowerError, power + PowerError);
    }

    private static void AssertShare(double least, double most, int count)
    {
        var interval = new BinomialProportion(count, Seeds).ClopperPearson(Confidence);
        Assert.True(interval.Upper >= least && interval.Lower <= most, $"{count} of {Seeds} are not {least:P1} to {most:P1}, but {interval.Lower:P1} to {interval.Upper:P1}.");
    }
}
