using MathNet.Numerics.Distributions;

namespace TracingReference.LoadTest.Statistics;

/// <summary>
/// The interval of an estimate by drawing from the sample itself. The percentiles are widened for small samples (Hesterberg
/// 2015, expanded percentile): without that, eight values would give 95% intervals that hold the truth in 88%.
/// </summary>
/// <param name="Resamples">How often is drawn.</param>
/// <param name="Seed">The same seed gives the same interval.</param>
public sealed record Bootstrap(int Resamples = 2_000, int Seed = 1)
{
    /// <param name="values">The sample, at least two.</param>
    /// <param name="estimate">What is estimated from a sample.</param>
    /// <param name="confidence">Between 0 and 1.</param>
    public Interval Of(IReadOnlyList<double> values, Func<double[], double> estimate, double confidence)
    {
        if (values.Count < 2)
        {
            throw new ArgumentException("An interval needs at least two values.", nameof(values));
        }

        var random = new Random(Seed);
        var estimates = new double[Resamples];
        var resample = new double[values.Count];
        for (var i = 0; i < Resamples; i++)
        {
            for (var j = 0; j < resample.Length; j++)
            {
                resample[j] = values[random.Next(values.Count)];
            }

            estimates[i] = estimate(resample);
        }

        Array.Sort(estimates);
        var freedom = values.Count - 1.0;
        var tail = Normal.CDF(0, 1, -Math.Sqrt(values.Count / freedom) * Student.Critical(1 - confidence, freedom));
        return new(Quantiles.Linear(estimates, tail), Quantiles.Linear(estimates, 1 - tail));
    }
}
