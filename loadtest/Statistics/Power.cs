using MathNet.Numerics;
using MathNet.Numerics.Distributions;
using MathNet.Numerics.Integration;

namespace TracingReference.LoadTest.Statistics;

/// <summary>What a test of paired differences can see: the two-sided one-sample t test, and its approximation by the normal.</summary>
/// <param name="StandardDeviation">Of the differences.</param>
/// <param name="Wanted">The probability with which an effect is to be seen, such as 0.8.</param>
/// <param name="Alpha">The probability with which none is to be seen as one, such as 0.05.</param>
public sealed record Power(double StandardDeviation, double Wanted = 0.8, double Alpha = 0.05)
{
    private const double MaxPairs = 1e7;
    private const double MaxSize = 1e3;

    /// <summary>The smallest effect that so many pairs show with the power wanted, as if the deviation were known.</summary>
    public double DetectableByNormal(int pairs) =>
        (Normal.InvCDF(0, 1, 1 - (Alpha / 2)) + Normal.InvCDF(0, 1, Wanted)) * StandardDeviation / Math.Sqrt(pairs);

    /// <summary>The same by the t test: the deviation is estimated from the pairs themselves.</summary>
    /// <param name="pairs">At least 2.</param>
    public double Detectable(int pairs)
    {
        var critical = Student.Critical(Alpha, pairs - 1);
        return StandardDeviation * Bisection.Find(0, MaxSize, size => Of(size, pairs, critical) < Wanted);
    }

    /// <summary>How many pairs show an effect with the power wanted; not a whole number, so that it can be compared.</summary>
    /// <param name="effect">In the unit of the deviation, positive.</param>
    public double PairsFor(double effect) => Bisection.Find(2, MaxPairs, pairs => Of(effect, pairs) < Wanted);

    /// <summary>The probability with which so many pairs show an effect.</summary>
    /// <param name="effect">In the unit of the deviation.</param>
    /// <param name="pairs">At least 2.</param>
    public double Of(double effect, double pairs) => Of(effect / StandardDeviation, pairs, Student.Critical(Alpha, pairs - 1));

    // The noncentral t distribution, integrated over the estimated deviation.
    private static double Of(double size, double pairs, double critical)
    {
        var freedom = pairs - 1;
        var shift = size * Math.Sqrt(pairs);

        // s / sigma is chi / sqrt(freedom), which lies within a few of its deviations around 1.
        var spread = 12 / Math.Sqrt(2 * freedom);
        return GaussLegendreRule.Integrate(
            ratio => ChiDensity(ratio, freedom) * (Normal.CDF(0, 1, shift - (critical * ratio)) + Normal.CDF(0, 1, -shift - (critical * ratio))),
            Math.Max(0, 1 - spread), 1 + spread, 256);
    }

    private static double ChiDensity(double ratio, double freedom) => ratio <= 0 ? 0 : 2 * Math.Exp(
        (freedom / 2 * Math.Log(freedom / 2)) - SpecialFunctions.GammaLn(freedom / 2) + ((freedom - 1) * Math.Log(ratio)) - (freedom / 2 * ratio * ratio));
}
