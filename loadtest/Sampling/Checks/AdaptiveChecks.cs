using TracingReference.LoadTest.Reports;
using TracingReference.LoadTest.Statistics;

namespace TracingReference.LoadTest.Sampling.Checks;

/// <summary>
/// How fast an adaptive sampler follows a step of the load, and where it ends. A loss takes away from what was kept: it explains a window that has
/// fewer than are aimed at, and never one that has more.
/// </summary>
internal static class AdaptiveChecks
{
    private const double Band = 0.3; // within so much of the target it has settled; Jaeger's dead band

    /// <summary>What was kept over time, window by window.</summary>
    /// <param name="seen">Truth and what arrived.</param>
    /// <param name="target">Traces a second.</param>
    /// <param name="window">How long one is; the sampler's own.</param>
    public static List<SamplingWindow> Windows(Observation seen, double target, TimeSpan window)
    {
        if (seen.Truth.Count == 0)
        {
            return [];
        }

        var begin = seen.Truth.Min(entry => entry.At);
        var byWindow = seen.Truth.ToLookup(entry => (int)((entry.At - begin) / window));
        return
        [
            .. Enumerable.Range(0, byWindow.Max(group => group.Key)) // the last one is not full; one in which nothing was answered is a window as well
                .Select(number => new SamplingWindow(
                    number * window.TotalSeconds, window.TotalSeconds, byWindow[number].Count() / window.TotalSeconds, byWindow[number].Count(seen.IsKept) / window.TotalSeconds, target)),
        ];
    }

    /// <param name="windows">In their order.</param>
    /// <param name="step">Seconds after the first request at which the load rises.</param>
    public static IEnumerable<SamplingCheck> Of(IReadOnlyList<SamplingWindow> windows, double step)
    {
        var after = windows.Where(window => window.Begin >= step).ToArray();
        if (after.Length < 4)
        {
            yield return Claim.Nothing("settling-seconds", "", ClaimRule.Figure, 0, "the load rose for at least four windows");
            yield break;
        }

        var (target, count) = (after[0].Target, (long)after.Sum(window => window.Offered * window.Seconds));
        var unsettled = Array.FindLastIndex(after, window => OffBy(window) > Band) + 1;

        // By chance alone a window may be off by its noise: only beyond that is it surely not settled.
        var surely = Array.FindLastIndex(after, IsSurelyOff) + 1;
        var seconds = Length(unsettled);
        yield return Claim.Figure(
            "settling-seconds", "", count, seconds, new(Length(surely), seconds), 0,
            unsettled == after.Length ? "It does not stay within 30% of its target." : Claim.Text($"From {seconds:F0} s after the step on every window is within 30% of the target."), []) with
        {
            WithoutLoss = new(Length(Array.FindLastIndex(after, window => window.Kept > target && IsSurelyOff(window)) + 1), seconds),
        };

        var overshoot = (after.Max(window => window.Kept) / target) - 1;
        yield return Claim.Figure(
            "overshoot", "", count, overshoot, new(overshoot, overshoot), 0, Claim.Text($"The fullest window has {after.Max(window => window.Kept):F1} traces a second, the target is {target}."), []);

        // The second half: the first has the step in it.
        var steady = after.Skip(after.Length / 2).ToArray();
        var kept = steady.Sum(window => window.Kept * window.Seconds);
        var aimed = target * steady.Sum(window => window.Seconds);
        var half = Noise(kept, aimed);
        var error = (kept / aimed) - 1;
        Interval found = new(Math.Max(0, Math.Abs(error) - half), Math.Abs(error) + half);
        yield return Claim.Figure(
            "steady-state-error", "", (long)kept, Math.Abs(error), found, 0,
            Claim.Text($"In the second half after the step {kept / steady.Sum(window => window.Seconds):F1} traces a second are kept; the target is {target}."), []) with
        {
            WithoutLoss = error < 0 ? found with { Lower = 0 } : null,
        };

        double OffBy(SamplingWindow window) => Math.Abs((window.Kept / target) - 1);

        bool IsSurelyOff(SamplingWindow window) => OffBy(window) - Noise(window.Kept * window.Seconds, target * window.Seconds) > Band;

        double Length(int windows) => after.Take(windows).Sum(window => window.Seconds);
    }

    // Half of an interval of 99% for so many, as a share of what was aimed at.
    private static double Noise(double kept, double aimed) => 2.576 * Math.Sqrt(kept) / aimed;
}
