namespace TracingReference.LoadTest.Statistics;

/// <summary>
/// The permutation test of paired differences: if treatment did nothing, each difference could as well have had the other
/// sign. Exact up to <see cref="ExactUpTo"/> values, by all 2^n flips; above that by random ones, with a p-value that is
/// never too small (Phipson and Smyth 2010).
/// </summary>
public static class SignFlipTest
{
    /// <summary>The most values whose flips are all counted.</summary>
    public const int ExactUpTo = 36;

    private const int RandomFlips = 200_000;

    // So many values are flipped at once, by a look at all their sums.
    private const int FlippedAtOnce = 12;

    /// <summary>The p-value of a sum as far from 0 as the observed one, or as far above it.</summary>
    /// <param name="values">The differences, at least one.</param>
    /// <param name="alternative">TwoSided or Greater.</param>
    /// <param name="seed">Of the random flips.</param>
    public static double PValue(IReadOnlyList<double> values, Alternative alternative, int seed = 1)
    {
        if (alternative == Alternative.Less)
        {
            throw new ArgumentException("The test is two-sided or asks for greater; flip the signs to ask for less.", nameof(alternative));
        }

        var observed = values.Sum();
        var slack = 1e-12 * values.Sum(Math.Abs); // equal sums differ in their last bits
        var limit = (alternative == Alternative.TwoSided ? Math.Abs(observed) : observed) - slack;
        var above = values.Count <= ExactUpTo ? ShareAtLeast(values, limit) : RandomShareAtLeast(values, limit, seed);

        // The sums lie symmetrically around 0, so the lower tail is as large as the upper one.
        return alternative == Alternative.Greater ? above : limit <= 0 ? 1 : Math.Min(1, 2 * above);
    }

    // Meets in the middle: all sums of each half, and for each of one half those of the other that reach the limit.
    private static double ShareAtLeast(IReadOnlyList<double> values, double limit)
    {
        var left = Sums(values.Take(values.Count / 2));
        var right = Sums(values.Skip(values.Count / 2));
        double reached = 0;
        for (int i = 0, j = right.Length; i < left.Length; i++)
        {
            while (j > 0 && left[i] + right[j - 1] >= limit)
            {
                j--;
            }

            reached += right.Length - j;
        }

        return reached / left.Length / right.Length;
    }

    // In ascending order: the sums so far, less the next value and plus it, are two lists in order.
    private static double[] Sums(IEnumerable<double> values)
    {
        double[] sums = [0];
        foreach (var step in values.Select(Math.Abs))
        {
            var next = new double[2 * sums.Length];
            for (int k = 0, less = 0, plus = 0; k < next.Length; k++)
            {
                next[k] = less < sums.Length && !(sums[less] - step > sums[plus] + step) ? sums[less++] - step : sums[plus++] + step;
            }

            sums = next;
        }

        return sums;
    }

    private static double RandomShareAtLeast(IReadOnlyList<double> values, double limit, int seed)
    {
        var random = new Random(seed);
        double[][] parts = [.. values.Chunk(FlippedAtOnce).Select(Sums)];
        var reached = 0;
        for (var flip = 0; flip < RandomFlips; flip++)
        {
            var sum = 0.0;
            foreach (var part in parts)
            {
                sum += part[random.Next(part.Length)];
            }

            reached += sum >= limit ? 1 : 0;
        }

        return (reached + 1.0) / (RandomFlips + 1.0);
    }
}
