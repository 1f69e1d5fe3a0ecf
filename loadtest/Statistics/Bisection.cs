namespace TracingReference.LoadTest.Statistics;

/// <summary>Finds where a monotone function crosses, down to neighbouring doubles; library searches stop at an absolute error.</summary>
internal static class Bisection
{
    private const int MaxSteps = 2_000; // as many halvings as doubles have, at most

    /// <summary>The end of the values of which <paramref name="isBefore"/> is true, as it is of all smaller ones.</summary>
    public static double Find(double low, double high, Func<double, bool> isBefore)
    {
        for (var step = 0; step < MaxSteps && high > Math.BitIncrement(low); step++)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = isBefore(middle) ? (middle, high) : (low, middle);
        }

        return low;
    }
}
