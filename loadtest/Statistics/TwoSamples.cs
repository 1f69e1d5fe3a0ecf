namespace TracingReference.LoadTest.Statistics;

/// <summary>How two independent samples differ.</summary>
/// <param name="a">The one, not empty.</param>
/// <param name="b">The other, not empty.</param>
public sealed class TwoSamples(IReadOnlyList<double> a, IReadOnlyList<double> b)
{
    /// <summary>How far b lies above a: the median of all differences (Hodges and Lehmann 1963).</summary>
    public double HodgesLehmannShift() => Quantiles.Median(b.SelectMany(y => a.Select(x => y - x)));

    /// <summary>The largest distance of the two empirical distribution functions.</summary>
    public double KolmogorovSmirnov() => (double)LargestGap() / ((long)a.Count * b.Count);

    /// <summary>The exact probability of such a distance or a larger one between samples of one distribution without ties.</summary>
    public double KolmogorovSmirnovTest()
    {
        var gap = LargestGap();
        var within = new double[b.Count + 1];
        var outside = 0.0;

        // Walks through the merged order: each of the values left comes next with the same probability. What leaves the band
        // is added up where it does, so that a tiny probability is not the difference of two large ones.
        for (var i = 0; i <= a.Count; i++)
        {
            for (var j = 0; j <= b.Count; j++)
            {
                double left = a.Count - i + b.Count - j + 1;
                var reached = i == 0 && j == 0 ? 1.0
                    : ((i > 0 ? within[j] * (a.Count - i + 1) : 0) + (j > 0 ? within[j - 1] * (b.Count - j + 1) : 0)) / left;
                var isOutside = Math.Abs(((long)i * b.Count) - ((long)j * a.Count)) >= gap;
                outside += isOutside ? reached : 0;
                within[j] = isOutside ? 0 : reached;
            }
        }

        return Math.Min(1, outside);
    }

    // In units of 1 / (a.Count * b.Count), where it is whole.
    private long LargestGap()
    {
        double[] x = [.. a.Order()];
        double[] y = [.. b.Order()];
        long largest = 0;
        for (int i = 0, j = 0; i < x.Length && j < y.Length;)
        {
            var value = Math.Min(x[i], y[j]);
            while (i < x.Length && x[i] == value)
            {
                i++;
            }

            while (j < y.Length && y[j] == value)
            {
                j++;
            }

            largest = Math.Max(largest, Math.Abs(((long)i * y.Length) - ((long)j * x.Length)));
        }

        return largest;
    }
}
