using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace TracingReference.LoadTest.Statistics;

/// <summary>What <paramref name="k"/> successes of <paramref name="n"/> say of a probability, exactly.</summary>
/// <param name="k">Successes, from 0 to n.</param>
/// <param name="n">Trials, at least 1.</param>
public sealed class BinomialProportion(long k, long n)
{
    // Outcomes as likely as the observed one count as such although their probabilities are rounded.
    private const double Tolerance = 1 + 1e-7;

    /// <summary>The exact interval (Clopper and Pearson 1934): its coverage is never less than asked for.</summary>
    /// <param name="confidence">Between 0 and 1.</param>
    public Interval ClopperPearson(double confidence)
    {
        var tail = (1 - confidence) / 2;
        return new(
            k == 0 ? 0 : BetaQuantile(k, n - k + 1, tail),
            k == n ? 1 : 1 - BetaQuantile(n - k, k + 1, tail));
    }

    /// <summary>The score interval (Wilson 1927), without continuity correction.</summary>
    /// <param name="confidence">Between 0 and 1.</param>
    public Interval Wilson(double confidence)
    {
        var z = Normal.InvCDF(0, 1, 1 - ((1 - confidence) / 2));
        var share = (double)k / n;
        var denominator = 1 + (z * z / n);
        var center = (share + (z * z / (2 * n))) / denominator;
        var half = z * Math.Sqrt((share * (1 - share) / n) + (z * z / (4.0 * n * n))) / denominator;
        return new(k == 0 ? 0 : center - half, k == n ? 1 : center + half);
    }

    /// <summary>The exact test of a probability; two-sided, it sums all outcomes that are no more likely than the observed one.</summary>
    /// <param name="probability">The null hypothesis, strictly between 0 and 1.</param>
    /// <param name="alternative">What is asked.</param>
    public double Test(double probability, Alternative alternative) => alternative switch
    {
        Alternative.Less => Below(k, probability),
        Alternative.Greater => AtLeast(k, probability),
        _ => Math.Min(1, TwoSided(probability)),
    };

    private double TwoSided(double probability)
    {
        var expected = probability * n;
        if (k == expected)
        {
            return 1;
        }

        var limit = Likelihood(k, probability) * Tolerance;
        if (k < expected)
        {
            // Likelihood falls above the mode: the first that is small enough begins the other tail.
            var first = Search((long)Math.Ceiling(expected), n + 1, i => Likelihood(i, probability) <= limit);
            return Below(k, probability) + AtLeast(first, probability);
        }

        var beyond = Search(0, (long)Math.Floor(expected) + 1, i => Likelihood(i, probability) > limit);
        return Below(beyond - 1, probability) + AtLeast(k, probability);
    }

    // The first in [from, to) of which it is true, as it is of all after it; to where it is true of none.
    private static long Search(long from, long to, Func<long, bool> isTrue)
    {
        while (from < to)
        {
            var middle = from + ((to - from) / 2);
            (from, to) = isTrue(middle) ? (from, middle) : (middle + 1, to);
        }

        return from;
    }

    private double Likelihood(long i, double probability) => Math.Exp(
        SpecialFunctions.GammaLn(n + 1.0) - SpecialFunctions.GammaLn(i + 1.0) - SpecialFunctions.GammaLn(n - i + 1.0)
        + (i * Math.Log(probability)) + ((n - i) * SpecialFunctions.Log1p(-probability)));

    // P(X <= i) and P(X >= i) by the incomplete beta function, each without cancellation.
    private double Below(long i, double probability) =>
        i < 0 ? 0 : i >= n ? 1 : SpecialFunctions.BetaRegularized(n - i, i + 1, 1 - probability);

    private double AtLeast(long i, double probability) =>
        i <= 0 ? 1 : i > n ? 0 : SpecialFunctions.BetaRegularized(i, n - i + 1, probability);

    private static double BetaQuantile(double a, double b, double probability) =>
        Bisection.Find(0, 1, x => SpecialFunctions.BetaRegularized(a, b, x) < probability);
}
