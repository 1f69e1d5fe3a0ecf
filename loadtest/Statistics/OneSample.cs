namespace TracingReference.LoadTest.Statistics;

/// <summary>What a sample of paired differences says of their centre.</summary>
/// <param name="values">The differences, at least one.</param>
public sealed class OneSample(IReadOnlyList<double> values)
{
    private readonly double[] walsh = WalshAverages(values);

    public double Mean { get; } = values.Average();

    public double Median { get; } = Quantiles.Median(values);

    /// <summary>The standard deviation, of n - 1 degrees of freedom; null for a single value.</summary>
    public double? StandardDeviation { get; } = values.Count < 2
        ? null
        : Math.Sqrt(SquaredDeviations(values, values.Average()) / (values.Count - 1));

    /// <summary>The median of all pairwise means (Hodges and Lehmann 1963): robust, and nearly as sharp as the mean.</summary>
    public double HodgesLehmann => Quantiles.Linear(walsh, 0.5);

    /// <summary>
    /// The interval of the centre by Wilcoxon's signed ranks, exact for symmetric differences, and the confidence that it
    /// achieves; null where there are too few values for the confidence asked for.
    /// </summary>
    /// <param name="confidence">Between 0 and 1.</param>
    public (Interval Interval, double Achieved)? SignedRankInterval(double confidence)
    {
        var tail = 0.0;
        var left = 0;
        foreach (var probability in SignedRankProbabilities(values.Count))
        {
            if (2 * (tail + probability) > 1 - confidence)
            {
                break;
            }

            tail += probability;
            left++;
        }

        return left == 0 ? null : (new(walsh[left - 1], walsh[^left]), 1 - (2 * tail));
    }

    /// <summary>Student's interval of the mean; null for a single value.</summary>
    /// <param name="confidence">Between 0 and 1.</param>
    public Interval? StudentInterval(double confidence)
    {
        if (StandardDeviation is not { } deviation)
        {
            return null;
        }

        var half = Student.Critical(1 - confidence, values.Count - 1) * deviation / Math.Sqrt(values.Count);
        return new(Mean - half, Mean + half);
    }

    /// <summary>Student's two-sided test of a mean of 0; null where the values do not vary.</summary>
    public double? StudentTest()
    {
        if (StandardDeviation is not > 0)
        {
            return null;
        }

        return Student.TwoSided(Mean / (StandardDeviation.Value / Math.Sqrt(values.Count)), values.Count - 1);
    }

    private static double SquaredDeviations(IEnumerable<double> values, double mean) => values.Sum(value => (value - mean) * (value - mean));

    private static double[] WalshAverages(IReadOnlyList<double> values)
    {
        var averages = new double[values.Count * (values.Count + 1) / 2];
        var next = 0;
        for (var i = 0; i < values.Count; i++)
        {
            for (var j = i; j < values.Count; j++)
            {
                averages[next++] = (values[i] + values[j]) / 2;
            }
        }

        Array.Sort(averages);
        return averages;
    }

    // P(W = w) for w = 0, 1, ... under the null hypothesis: each rank counts or does not, with equal probability.
    private static double[] SignedRankProbabilities(int count)
    {
        var probabilities = new double[(count * (count + 1) / 2) + 1];
        probabilities[0] = 1;
        for (int rank = 1, reach = 0; rank <= count; rank++)
        {
            reach += rank;
            for (var w = reach; w >= 0; w--)
            {
                probabilities[w] = (probabilities[w] + (w >= rank ? probabilities[w - rank] : 0)) / 2;
            }
        }

        return probabilities;
    }
}
