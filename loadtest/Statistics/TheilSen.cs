namespace TracingReference.LoadTest.Statistics;

/// <summary>The slope of a line through points: the median of all pairwise slopes (Theil 1950, Sen 1968), which a few wild points do not move.</summary>
public sealed class TheilSen
{
    private readonly double[] slopes;
    private readonly int count;

    /// <param name="points">At least two, of different X each.</param>
    public TheilSen(IReadOnlyList<(double X, double Y)> points)
    {
        count = points.Count;
        slopes = [.. points.SelectMany((from, i) => points.Skip(i + 1).Select(to => (to.Y - from.Y) / (to.X - from.X))).Order()];
        if (slopes.Length == 0)
        {
            throw new ArgumentException("A slope needs at least two points.", nameof(points));
        }
    }

    public double Slope => Quantiles.Linear(slopes, 0.5);

    /// <summary>
    /// Sen's interval, from the exact distribution of Kendall's statistic: it holds for independent errors of one continuous
    /// distribution, whichever that is. Null where there are too few points for the confidence asked for.
    /// </summary>
    /// <param name="confidence">Between 0 and 1.</param>
    public Interval? Interval(double confidence)
    {
        var tail = 0.0;
        var left = 0;
        foreach (var probability in InversionProbabilities(count))
        {
            tail += probability;
            if (2 * tail > 1 - confidence)
            {
                break;
            }

            left++;
        }

        return left == 0 ? null : new(slopes[left - 1], slopes[^left]);
    }

    // How many pairs of a random order are in the wrong one: each further element may pass 0, 1, ... of those before it.
    private static double[] InversionProbabilities(int count)
    {
        var probabilities = new double[(count * (count - 1) / 2) + 1];
        probabilities[0] = 1;
        for (var element = 2; element <= count; element++)
        {
            var sums = new double[probabilities.Length + 1];
            for (var i = 0; i < probabilities.Length; i++)
            {
                sums[i + 1] = sums[i] + probabilities[i];
            }

            for (var i = 0; i < probabilities.Length; i++)
            {
                probabilities[i] = (sums[i + 1] - sums[Math.Max(0, i + 1 - element)]) / element;
            }
        }

        return probabilities;
    }
}
