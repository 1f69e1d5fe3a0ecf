using System.Globalization;
using TracingReference.LoadTest.Comparing;
using TracingReference.LoadTest.Reports;
using TracingReference.LoadTest.Statistics;

namespace TracingReference.LoadTest.Sampling.Checks;

/// <summary>Makes a check of what was counted.</summary>
internal static class Claim
{
    /// <summary>Of intervals. One run has a dozen of them: at 95% every other run would be a false alarm.</summary>
    public const double Confidence = 0.99;

    /// <summary>The probability with which a claim is refuted though it holds.</summary>
    public const double Alpha = 0.01;

    /// <summary>Of what is shown of a claim about every one: the lower bound of a recall, as <see cref="RecallRule"/> counts.</summary>
    public const double Shown = 0.95;

    private const int Examples = 5;

    /// <summary>That all of them are as they should be.</summary>
    /// <param name="measure">As budgets.json names it.</param>
    /// <param name="stratum">Of which requests; empty for all.</param>
    /// <param name="count">How many were looked at.</param>
    /// <param name="misses">Trace ids of those that are not.</param>
    /// <param name="what">What they should be, as "error traces are kept".</param>
    public static SamplingCheck Every(string measure, string stratum, long count, IReadOnlyList<string> misses, string what)
    {
        if (count == 0)
        {
            return Nothing(measure, stratum, ClaimRule.Every, 1, what);
        }

        // Both tails have what one may have, so that the lower bound is the one-sided one.
        var right = count - misses.Count;
        var interval = new BinomialProportion(right, count).ClopperPearson((2 * Shown) - 1);
        return new(
            measure, stratum, ClaimRule.Every, count, (double)right / count, interval.Lower, interval.Upper, 1, null,
            misses.Count == 0 ? Verdict.Pass : Verdict.Fail,
            Text($"{right} of {count} {what}."),
            [.. misses.Take(Examples)]);
    }

    /// <summary>That each is kept with a probability.</summary>
    /// <param name="measure">As budgets.json names it.</param>
    /// <param name="stratum">Of which requests.</param>
    /// <param name="kept">How many were kept.</param>
    /// <param name="count">Of how many.</param>
    /// <param name="claimed">The probability.</param>
    public static SamplingCheck Ratio(string measure, string stratum, long kept, long count, double claimed)
    {
        if (count == 0)
        {
            return Nothing(measure, stratum, ClaimRule.Chance, claimed, "traces were sent");
        }

        var proportion = new BinomialProportion(kept, count);
        var interval = proportion.ClopperPearson(Confidence);
        var p = proportion.Test(claimed, Alternative.TwoSided);
        return new(
            measure, stratum, ClaimRule.Chance, count, (double)kept / count, interval.Lower, interval.Upper, claimed, p, Refuted(p),
            Text($"{kept} of {count} traces are kept, {(double)kept / count:P2} [{interval.Lower:P2}, {interval.Upper:P2}]; {claimed:P0} is claimed (p = {p:G2})."), []);
    }

    /// <summary>That an estimate of a sum is off by no more than chance. Its interval is the one that who does not know the truth would draw around it.</summary>
    /// <param name="measure">As budgets.json names it.</param>
    /// <param name="stratum">Of which requests.</param>
    /// <param name="count">How many it rests on.</param>
    /// <param name="estimate">The estimate.</param>
    /// <param name="deviation">Its standard deviation, by what was kept.</param>
    /// <param name="truth">What it should be.</param>
    /// <param name="p">How probable it is that it is off by so much, by what is known of all requests.</param>
    /// <param name="what">What it is a sum of.</param>
    public static SamplingCheck Estimated(string measure, string stratum, long count, double estimate, double deviation, double truth, double p, string what)
    {
        var half = Normal(1 - (Alpha / 2)) * deviation;
        return new(
            measure, stratum, ClaimRule.Chance, count, estimate, estimate - half, estimate + half, truth, p, Refuted(p),
            Text($"{what}: estimated {estimate:G5} [{estimate - half:G5}, {estimate + half:G5}] from {count} kept traces, in truth {truth:G5} (p = {p:G2})."), []);
    }

    /// <summary>A figure that only a budget judges.</summary>
    public static SamplingCheck Figure(
        string measure, string stratum, long count, double estimate, Interval interval, double expected, string reason, IReadOnlyList<string> evidence) =>
        new(measure, stratum, ClaimRule.Figure, count, estimate, interval.Lower, interval.Upper, expected, null, count == 0 ? Verdict.Inconclusive : Verdict.Pass, reason, [.. evidence.Take(Examples)]);

    public static SamplingCheck Nothing(string measure, string stratum, ClaimRule rule, double expected, string what) =>
        new(measure, stratum, rule, 0, 0, 0, 1, expected, null, Verdict.Inconclusive, Text($"There was nothing of which to say that {what}."), []);

    public static Verdict Refuted(double p) => p < Alpha ? Verdict.Fail : Verdict.Pass;

    /// <summary>How many traces tell one probability from another with 80% power.</summary>
    public static long TracesFor(double claimed, double other)
    {
        var needed = ((Normal(1 - (Alpha / 2)) * Math.Sqrt(claimed * (1 - claimed))) + (Normal(0.8) * Math.Sqrt(other * (1 - other)))) / (claimed - other);
        return (long)Math.Ceiling(needed * needed);
    }

    public static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static double Normal(double probability) => MathNet.Numerics.Distributions.Normal.InvCDF(0, 1, probability);
}
