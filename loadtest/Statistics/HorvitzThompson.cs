namespace TracingReference.LoadTest.Statistics;

/// <summary>What a sample of known probabilities says of the whole (Horvitz and Thompson 1952), for independent draws.</summary>
/// <param name="Count">How many there are, kept or not.</param>
/// <param name="Total">The sum of their values.</param>
/// <param name="Variance">Of the total, estimated without bias.</param>
public sealed record HorvitzThompson(double Count, double Total, double Variance)
{
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
}
