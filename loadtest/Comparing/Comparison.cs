using MathNet.Numerics;
using TracingReference.LoadTest.Statistics;

namespace TracingReference.LoadTest.Comparing;

/// <summary>How two arms differ, with how sure one can be of it.</summary>
/// <param name="Quads">How many quads it rests on.</param>
/// <param name="Estimate">The Hodges-Lehmann estimate of what B adds to A.</param>
/// <param name="Interval">Its bootstrap interval.</param>
/// <param name="PValue">Of the two-sided sign-flip test of no effect.</param>
/// <param name="Deviation">The standard deviation of one quad.</param>
public sealed record Comparison(int Quads, double Estimate, Interval Interval, double PValue, double Deviation)
{
    /// <summary>The confidence of every interval in a report.</summary>
    public const double Confidence = 0.95;

    /// <summary>Fewer say nothing: no permutation of five signs is rarer than one in sixteen.</summary>
    public const int FewestQuads = 6;

    /// <summary>What B adds to A, relatively: 0.05 is 5%.</summary>
    public static Comparison Relative(IReadOnlyList<Quad> quads) => Of(quads.Select(quad => quad.LogRatio).ToArray(), SpecialFunctions.Expm1);

    /// <summary>What B adds to A, in their unit.</summary>
    public static Comparison Absolute(IReadOnlyList<Quad> quads) => Of(quads.Select(quad => quad.Difference).ToArray(), value => value);

    /// <summary>The smallest effect that so many quads show with 80% power.</summary>
    public double Detectable => Deviation == 0 ? 0 : new Power(Deviation).Detectable(Quads);

    /// <summary>How many quads would show an effect of this size with 80% power.</summary>
    /// <param name="effect">Above 0.</param>
    public int QuadsFor(double effect) => Deviation == 0 ? FewestQuads : Math.Max(FewestQuads, (int)Math.Ceiling(new Power(Deviation).PairsFor(effect)));

    private static Comparison Of(double[] values, Func<double, double> scale)
    {
        if (values.Length < FewestQuads)
        {
            throw new ArgumentException($"{values.Length} quads are too few to compare; {FewestQuads} are needed.");
        }

        var sample = new OneSample(values);
        var resamples = new HodgesLehmannResamples(values);
        var interval = new Bootstrap().Of(values.Length, drawn => resamples.Of(drawn), Confidence);
        return new(
            values.Length,
            scale(sample.HodgesLehmann),
            new(scale(interval.Lower), scale(interval.Upper)),
            SignFlipTest.PValue(values, Alternative.TwoSided),
            sample.StandardDeviation!.Value);
    }
}
