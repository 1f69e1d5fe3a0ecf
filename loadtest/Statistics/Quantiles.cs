namespace TracingReference.LoadTest.Statistics;

/// <summary>Quantiles of a sample by two rules; each report says which it uses.</summary>
public static class Quantiles
{
    /// <summary>Interpolates linearly between order statistics (rule 7 of Hyndman and Fan 1996).</summary>
    /// <param name="sorted">The sample in ascending order, not empty.</param>
    /// <param name="q">From 0 to 1.</param>
    public static double Linear(ReadOnlySpan<double> sorted, double q)
    {
        var position = q * (sorted.Length - 1);
        var below = (int)Math.Floor(position);
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((position - below) * (sorted[above] - sorted[below]));
    }

    /// <summary>The smallest value that at least the share q does not exceed (rule 1): one that did occur.</summary>
    /// <inheritdoc cref="Linear"/>
    public static double NearestRank(ReadOnlySpan<double> sorted, double q) =>
        sorted[Math.Clamp((int)Math.Ceiling(q * sorted.Length), 1, sorted.Length) - 1];

    /// <summary>The median of a sample in any order.</summary>
    public static double Median(IEnumerable<double> values) => Linear(values.Order().ToArray(), 0.5);
}
