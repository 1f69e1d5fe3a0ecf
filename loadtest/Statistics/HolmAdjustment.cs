namespace TracingReference.LoadTest.Statistics;

/// <summary>Corrects p-values for being several (Holm 1979).</summary>
public static class HolmAdjustment
{
    /// <param name="values">The p-values, in any order.</param>
    /// <returns>The adjusted ones, in the same order.</returns>
    public static double[] Adjust(IReadOnlyList<double> values)
    {
        var adjusted = new double[values.Count];
        var largest = 0.0;
        var left = values.Count;
        foreach (var index in Enumerable.Range(0, values.Count).OrderBy(index => values[index]))
        {
            largest = Math.Max(largest, Math.Min(1, values[index] * left--));
            adjusted[index] = largest;
        }

        return adjusted;
    }
}
