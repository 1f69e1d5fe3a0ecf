using TracingReference.LoadTest.Overhead;
using TracingReference.LoadTest.Recording;
using TracingReference.LoadTest.Reports;
using TracingReference.LoadTest.Shop;

namespace TracingReference.LoadTest.Tests.Overhead;

public sealed class LoadAnswersTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(100)]
    [InlineData(5_000)]
    public void A_distribution_is_thinned_out_and_keeps_its_ends(int count)
    {
        var latencies = new LatencyHistogram();
        for (var i = 1; i <= count; i++)
        {
            latencies.Record(TimeSpan.FromMicroseconds(100 * i));
        }

        var summary = LoadAnswers.Summary(latencies);
        Assert.InRange(summary.Steps.Count, Math.Min(count, 40), 100);
        Assert.Equal(100, summary.Steps[0][0], 1);
        Assert.Equal((latencies.Quantile(1).TotalMicroseconds, count), (summary.Steps[^1][0], summary.Steps[^1][1]));
        Assert.Equal(summary.Steps.OrderBy(step => step[0]).ThenBy(step => step[1]), summary.Steps);
        Assert.All(summary.Steps, step => Assert.Equal(step[1], step[0] / 100, 1 + (step[0] / 100 * LatencyHistogram.RelativeError)));
    }

    [Fact]
    public void A_block_says_what_was_asked_and_how_often_it_failed()
    {
        var recorder = new LoadRecorder();
        recorder.Record(new Call(ShopClient.PlaceOrder, 202, 202, null), TimeSpan.FromMilliseconds(3));
        recorder.Record(new Call(ShopClient.GetOrder, 503, 200, null), TimeSpan.FromMilliseconds(1));
        var block = new LoadAnswers(DateTimeOffset.UnixEpoch, TimeSpan.FromSeconds(2), recorder).ToBlock("B", new Dictionary<string, Usage>());
        Assert.Equal(("B", 2, 1, 2_000), (block.Arm, block.Requests, block.Failed, block.Latency.Mean));
        Assert.Equal((3_000, 1), (block.Routes[ShopClient.PlaceOrder].P50, block.Routes[ShopClient.GetOrder].Count));
    }
}
