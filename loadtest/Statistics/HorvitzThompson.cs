using MathNet.Numerics.Distributions;

namespace TracingReference.LoadTest.Statistics;

/// <summary>What a sample of known probabilities says of the whole (Horvitz and Thompson 1952), for independent draws.</summary>
/// <param name="Count">How many there are, kept or not.</param>
/// <param name="Total">The sum of their values.</param>
/// <param name="Variance">Of the total, estimated without bias.</param>
public sealed record HorvitzThompson(double Count, double Total, double Variance)
{
    private const double Rounding = 1e-6;

    /// <param name="kept">Of each that was kept: the probability that it would be, above 0, and its value.</param>
    public static HorvitzThompson Of(IEnumerable<(double Probability, double Value)> kept)
    {
        var (count, total, variance) = (0.0, 0.0, 0.0);
        foreach (var (probability, value) in kept)
        {
            count += 1 / probability;
            total += value / probability;
            variance += (1 - probability) / (probability * probability) * value * value;
        }

        return new(count, total, variance);
    }

    /// <summary>
    /// How probable it is that a whole which is known is counted at least as wrong, where each is kept with the probability that is claimed
    /// for it. How many are kept is binomial then, and nothing has to be estimated: a variance that is taken from what was kept is too small
    /// just where too few were kept, and calls that a deviation.
    /// </summary>
    /// <param name="estimate">The weighted count.</param>
    /// <param name="certain">How many of the whole are kept for sure.</param>
    /// <param name="others">How many are not.</param>
    /// <param name="probability">Of each of these, above 0 and below 1.</param>
    public static double Test(double estimate, long certain, long others, double probability)
    {
        if (others == 0)
        {
            return Math.Abs(estimate - certain) < Rounding ? 1 : 0;
        }

        // How many of the others give this estimate. Where that is no whole number, as when a certain one is missing, it is the next one towards the truth.
        var kept = (estimate - certain) * probability;
        var whole = kept < others * probability ? Math.Ceiling(kept - Rounding) : Math.Floor(kept + Rounding);
        return whole < 0 || whole > others ? 0 : new BinomialProportion((long)whole, others).Test(probability, Alternative.TwoSided);
    }

    /// <summary>
    /// The same where only what was kept tells how probable it was. Where probabilities differ, what those of a whole are in the mean is
    /// estimated, but of how many is known: the normal distribution then has the variance of so many, and not of as many as were estimated.
    /// </summary>
    /// <param name="probabilities">Of what was kept; one at least, each above 0.</param>
    /// <param name="truth">How many there are.</param>
    public static double Test(IReadOnlyList<double> probabilities, long truth)
    {
        var estimate = Of(probabilities.Select(probability => (probability, 1.0)));
        if (probabilities.All(probability => probability == probabilities[0]))
        {
            return probabilities[0] < 1 ? Test(estimate.Count, 0, truth, probabilities[0]) : Test(estimate.Count, truth, 0, 1);
        }

        var deviation = Math.Sqrt(truth * estimate.Variance / estimate.Count);
        return 2 * Normal.CDF(0, 1, -Math.Abs(estimate.Count - truth) / deviation);
    }
}
