using TracingReference.LoadTest.Comparing;
using TracingReference.LoadTest.Statistics;

namespace TracingReference.LoadTest.Tests;

/// <summary>What a comparison is made of.</summary>
public sealed class ComparisonTests
{
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

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(12)]
    [InlineData(35)]
    public void The_estimate_of_a_resample_is_that_of_its_values(int size)
    {
        var random = new Random(size);
        double[] values = [.. Enumerable.Range(0, size).Select(_ => Math.Round(random.NextDouble(), 2))];
        var resamples = new HodgesLehmannResamples(values);
        for (var resample = 0; resample < 100; resample++)
        {
            var drawn = new int[size];
            random.GetItems([.. Enumerable.Range(0, size)], size).ToList().ForEach(index => drawn[index]++);
            double[] same = [.. drawn.SelectMany((times, index) => Enumerable.Repeat(values[index], times))];
            Assert.Equal(new OneSample(same).HodgesLehmann, resamples.Of(drawn));
        }
    }

    [Fact]
    public void Many_values_are_flipped_at_random_and_tell_what_all_flips_tell()
    {
        // As many as are flipped one by one in all ways, and one more that hardly moves their sum.
        var random = new Random(3);
        double[] values = [.. Enumerable.Range(0, SignFlipTest.ExactUpTo).Select(_ => random.NextDouble() - 0.45)];
        var exact = SignFlipTest.PValue(values, Alternative.TwoSided);
        var drawn = SignFlipTest.PValue([.. values, 1e-9], Alternative.TwoSided);
        Assert.InRange(drawn, exact - 0.01, exact + 0.01); // more than 5 of its deviations
    }
}
