using TracingReference.LoadTest.Recording;
using TracingReference.LoadTest.Statistics;

namespace TracingReference.LoadTest.Tests;

/// <summary>Quantiles are those of the recorded latencies, within the stated error.</summary>
public sealed class LatencyHistogramTests
{
    [Theory]
    [InlineData(0.0)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    [InlineData(0.99)]
    [InlineData(0.999)]
    [InlineData(1.0)]
    public void A_quantile_is_within_the_stated_error_of_the_exact_one(double q)
    {
        var random = new Random(1);
        double[] seconds = [.. Enumerable.Range(0, 10_000).Select(_ => Math.Pow(10, (random.NextDouble() * 8) - 6)).Order()];
        var histogram = Of(seconds);
        var exact = Quantiles.NearestRank(seconds, q);
        Assert.Equal(10_000, histogram.Count);
        Assert.InRange(histogram.Quantile(q).TotalSeconds, (exact * (1 - LatencyHistogram.RelativeError)) - 1e-7, (exact * (1 + LatencyHistogram.RelativeError)) + 1e-7);
    }

    [Fact]
    public void Ends_and_mean_are_exact()
    {
        var histogram = Of([0.001, 0.002, 0.0123457]);
        Assert.Equal(TimeSpan.FromSeconds(0.001), histogram.Shortest);
        Assert.Equal(TimeSpan.FromSeconds(0.0123457), histogram.Greatest);
        Assert.Equal(TimeSpan.FromTicks((10_000 + 20_000 + 123_457) / 3), histogram.Mean);
    }

    [Fact]
    public void What_no_clock_should_say_is_counted_at_the_ends()
    {
        var histogram = new LatencyHistogram();
        histogram.Record(TimeSpan.FromSeconds(-1));
        histogram.Record(TimeSpan.MaxValue);
        Assert.Equal((2, TimeSpan.Zero), (histogram.Count, histogram.Shortest));
        Assert.InRange(histogram.Greatest, LatencyHistogram.Longest * 0.99, LatencyHistogram.Longest);
    }

    [Fact]
    public void Two_together_are_as_one()
    {
        double[] first = [0.001, 0.004, 0.02];
        double[] second = [0.0005, 0.3];
        var together = Of(first);
        together.Add(Of(second));
        Assert.Equal(Of([.. first, .. second]).Steps(), together.Steps());
        Assert.Equal((TimeSpan.FromSeconds(0.0005), TimeSpan.FromSeconds(0.3)), (together.Shortest, together.Greatest));
    }

    [Fact]
    public void Nothing_recorded_is_zero_everywhere()
    {
        var histogram = new LatencyHistogram();
        Assert.Equal((0, TimeSpan.Zero, TimeSpan.Zero, TimeSpan.Zero), (histogram.Count, histogram.Mean, histogram.Quantile(0.5), histogram.Greatest));
    }

    [Fact]
    public async Task Threads_that_record_at_once_lose_nothing()
    {
        var histogram = new LatencyHistogram();
        await Task.WhenAll(Enumerable.Range(1, 4).Select(n => Task.Run(() =>
        {
            for (var i = 0; i < 10_000; i++)
            {
                histogram.Record(TimeSpan.FromMilliseconds(n));
            }
        })));
        Assert.Equal(40_000, histogram.Count);
        Assert.Equal(40_000, histogram.Steps().Last().AtMost);
        Assert.Equal((TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(4)), (histogram.Shortest, histogram.Greatest));
    }

    private static LatencyHistogram Of(double[] seconds)
    {
        var histogram = new LatencyHistogram();
        Array.ForEach(seconds, second => histogram.Record(TimeSpan.FromSeconds(second)));
        return histogram;
    }
}
