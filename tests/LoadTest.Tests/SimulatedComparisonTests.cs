using System.Collections.Concurrent;
using TracingReference.LoadTest.Comparing;
using TracingReference.LoadTest.Statistics;

namespace TracingReference.LoadTest.Tests;

/// <summary>On data whose truth is known, over 1,000 seeds, the statistics keep what they state.</summary>
public sealed class SimulatedComparisonTests
{
    private static readonly ConcurrentDictionary<double, Lazy<Comparison[]>> Simulations = new();

    private const int Seeds = 1_000;
    private const int Quads = 16;

    // What a two-core machine showed: the deviation of a quad's log-ratio of CPU per request.
    private const double Noise = 0.05;

    // Of 1,000 intervals of 95%, 950 hold the truth, give or take 3 of their deviations of 6.9; the bootstrap is approximate.
    private const int LeastCoverage = 925;
    private const int MostFalsePositives = 72;

    [Theory]
    [InlineData(0)]
    [InlineData(0.01)]
    [InlineData(0.03)]
    [InlineData(0.10)]
    public void Intervals_hold_the_truth_as_often_as_they_state(double effect)
    {
        var comparisons = Simulated(effect);
        var holding = comparisons.Count(comparison => comparison.Interval.Contains(effect));
        Assert.True(holding >= LeastCoverage, $"{holding} of {Seeds} intervals hold {effect:P0}.");
    }

    [Fact]
    public void Equal_arms_are_told_apart_at_the_nominal_rate()
    {
        var comparisons = Simulated(0);
        var byInterval = comparisons.Count(comparison => !comparison.Interval.Contains(0));
        var byTest = comparisons.Count(comparison => comparison.PValue <= 0.05);
        Assert.True(byInterval <= MostFalsePositives && byTest <= MostFalsePositives, $"{byInterval} by interval, {byTest} by the sign-flip test.");
    }

    [Theory]
    [InlineData(0.01)]
    [InlineData(0.03)]
    [InlineData(0.10)]
    public void An_effect_is_found_as_often_as_its_power_says(double effect)
    {
        var found = Simulated(effect).Count(comparison => comparison.PValue <= 0.05);
        var power = new Power(Noise).Of(Math.Log(1 + effect), Quads);
        Assert.InRange(found / (double)Seeds, power - 0.05, power + 0.05);
    }

    [Theory]
    [InlineData(0, 0.05, Verdict.Pass)]
    [InlineData(0.15, 0.05, Verdict.Fail)]
    public void A_clear_case_is_judged(double effect, double budget, Verdict expected)
    {
        var control = Compare(0, seed: 4);
        var judged = Enumerable.Range(0, 100).Count(seed => Judgement.Of(Compare(effect, seed), budget, control).Verdict == expected);
        Assert.True(judged >= 90, $"{judged} of 100 are {expected}.");
    }

    [Fact]
    public void Judgements_are_of_the_interval_and_only_where_equal_arms_are_equal()
    {
        var control = Fixed(-0.01, 0.01);
        Assert.Equal(Verdict.Pass, Judgement.Of(Fixed(0.01, 0.05), 0.05, control).Verdict);
        Assert.Equal(Verdict.Fail, Judgement.Of(Fixed(0.051, 0.08), 0.05, control).Verdict);
        Assert.Equal(Verdict.NotJudged, Judgement.Of(Fixed(0.051, 0.08), 0.05, Fixed(0.001, 0.02)).Verdict);
        var open = Judgement.Of(Fixed(0.02, 0.06), 0.05, control);
        Assert.Equal(Verdict.Inconclusive, open.Verdict);
        Assert.True(open.QuadsThatSettle > Quads);
    }

    [Fact]
    public void Drift_that_is_linear_over_a_quad_is_no_effect()
    {
        // Blocks at times 0 to 3 of a machine that gets slower, as ABBA and as BAAB.
        Assert.Equal(0, new Quad((100, 103), (101, 102)).Difference);
        Assert.Equal(0, new Quad((101, 102), (100, 103)).Difference);
    }

    [Fact]
    public void Too_few_quads_are_refused() =>
        Assert.Throws<ArgumentException>(() => Comparison.Relative([.. Enumerable.Repeat(new Quad((1, 1), (1, 1)), Comparison.FewestQuads - 1)]));

    private static Comparison[] Simulated(double effect) => Simulations.GetOrAdd(
        effect, _ => new Lazy<Comparison[]>(() => [.. ParallelEnumerable.Range(0, Seeds).Select(seed => Compare(effect, seed))])).Value;

    private static Comparison Compare(double effect, int seed)
    {
        var random = new Random(HashCode(effect, seed));
        return Comparison.Relative([.. Enumerable.Range(0, Quads).Select(_ =>
            new Quad((Block(0), Block(0)), (Block(effect), Block(effect))))]);

        // Four blocks, each with this noise, give a quad with the one above.
        double Block(double added) => 100 * (1 + added) * Math.Exp(Noise * Gauss(random));
    }

    // Each effect has noise of its own.
    private static int HashCode(double effect, int seed) => ((int)(effect * 1_000) * Seeds) + seed;

    private static double Gauss(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    private static Comparison Fixed(double lower, double upper) => new(Quads, (lower + upper) / 2, new(lower, upper), 0.5, Noise);
}
