using TracingReference.LoadTest.Comparing;
using TracingReference.LoadTest.Reports;
using TracingReference.LoadTest.Sampling;
using TracingReference.LoadTest.Sampling.Checks;

namespace TracingReference.LoadTest.Tests.Sampling;

/// <summary>How an adaptive sampler is scored.</summary>
public sealed class AdaptiveCheckTests
{
    private const double Target = 10;

    [Fact]
    public void A_step_is_scored_by_windows()
    {
        double[] kept = [10, 10, 10, 30, 10, 14, 9, 11, 9, 11, 9];
        var checks = AdaptiveChecks.Of(Windows(kept), step: 15).ToArray();
        var settling = Of(checks, "settling-seconds");
        Assert.Equal(15, settling.Estimate); // the second is right, but the third is 40% too many
        Assert.Equal((5, 15), (settling.Lower, settling.Upper)); // of which chance alone may be the reason, with 50 in a window; of the first one's 200% it is not
        Assert.Equal(2, Of(checks, "overshoot").Estimate, 6);
        Assert.Equal(0, Of(checks, "steady-state-error").Estimate, 6);
    }

    [Fact]
    public void One_that_never_settles_has_all_windows_counted()
    {
        var checks = AdaptiveChecks.Of(Windows([10, 10, 10, 50, 50, 50, 50, 50]), step: 15).ToArray();
        Assert.Equal((25, 25), (Of(checks, "settling-seconds").Lower, Of(checks, "settling-seconds").Estimate));
        Assert.Equal(4, Of(checks, "steady-state-error").Estimate, 6);
    }

    [Fact]
    public void Too_few_windows_say_nothing() =>
        Assert.Equal(Verdict.Inconclusive, Assert.Single(AdaptiveChecks.Of(Windows([10, 10, 10, 50, 50]), step: 15)).Verdict);

    [Fact]
    public void Kept_traces_are_counted_by_window()
    {
        var shop = new SimulatedShop(1);
        var truth = shop.Truth(SamplingMix.OneRoute, 2_000, perSecond: 100);
        var seen = shop.Keep(truth, entry => Oracle.Tail(entry.TraceId, 0.1));
        var windows = AdaptiveChecks.Windows(seen, Target, TimeSpan.FromSeconds(5));
        Assert.Equal([0, 5, 10], windows.Select(window => window.Begin));
        Assert.All(windows, window => Assert.Equal(100, window.Offered));
        Assert.All(windows, window => Assert.InRange(window.Kept, 5, 16));
    }

    [Fact]
    public void Time_in_which_nothing_was_answered_is_counted_as_well()
    {
        var shop = new SimulatedShop(3);
        var truth = shop.Truth(SamplingMix.OneRoute, 4_000, perSecond: 100);
        var windows = AdaptiveChecks.Windows(shop.Keep([.. truth.Where(entry => (entry.At - truth[0].At).TotalSeconds is < 10 or >= 20)], _ => true), Target, TimeSpan.FromSeconds(5));
        Assert.Equal([0, 5, 10, 15, 20, 25, 30], windows.Select(window => window.Begin));
        Assert.Equal([100, 100, 0, 0, 100, 100, 100], windows.Select(window => window.Offered));
    }

    [Fact]
    public void Weights_are_those_that_the_sampler_recorded()
    {
        var shop = new SimulatedShop(2);
        var truth = shop.Truth(SamplingMix.OneRoute, 4_000);
        var checks = EstimateChecks.Recorded(shop.Recording(truth)).ToArray();
        Assert.All(checks, check => Assert.Equal(Verdict.Pass, check.Verdict));
        Assert.Equal(Verdict.Fail, Of(EstimateChecks.Recorded(shop.Keep(truth, entry => Oracle.Tail(entry.TraceId, 0.25))), "recorded-probability").Verdict);
    }

    private static SamplingWindow[] Windows(double[] kept) => [.. kept.Select((each, index) => new SamplingWindow(index * 5, 5, 100, each, Target))];

    private static SamplingCheck Of(IEnumerable<SamplingCheck> checks, string measure) => checks.Single(check => check.Measure == measure);
}
