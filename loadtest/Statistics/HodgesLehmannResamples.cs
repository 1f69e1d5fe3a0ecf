namespace TracingReference.LoadTest.Statistics;

/// <summary>
/// The Hodges-Lehmann estimates of samples that are drawn from one sample. Their pairwise means are among its own, which are
/// sorted once: each estimate is then a walk through them that counts how often each occurs, and sorts nothing.
/// </summary>
public sealed class HodgesLehmannResamples
{
    private readonly (int First, int Second, double Mean)[] means;

    /// <param name="values">The sample that is drawn from, at least one.</param>
    public HodgesLehmannResamples(IReadOnlyList<double> values)
    {
        means = [.. Enumerable.Range(0, values.Count).SelectMany(i => Enumerable.Range(i, values.Count - i).Select(j => (i, j, (values[i] + values[j]) / 2)))];
        Array.Sort(means, static (x, y) => x.Mean.CompareTo(y.Mean));
    }

    /// <summary>The median of all pairwise means of what was drawn, each value with itself included.</summary>
    /// <param name="drawn">How often each value was drawn; at least one was.</param>
    public double Of(ReadOnlySpan<int> drawn)
    {
        var size = 0;
        foreach (var times in drawn)
        {
            size += times;
        }

        var all = size * (size + 1) / 2;
        var seen = 0;
        var lower = double.NaN;
        foreach (var (first, second, mean) in means)
        {
            seen += first == second ? drawn[first] * (drawn[first] + 1) / 2 : drawn[first] * drawn[second];
            if (double.IsNaN(lower) && seen > (all - 1) / 2)
            {
                lower = mean;
            }

            if (seen > all / 2)
            {
                return lower + (0.5 * (mean - lower));
            }
        }

        throw new ArgumentException("Nothing was drawn.", nameof(drawn));
    }
}
