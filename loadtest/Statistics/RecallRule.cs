using MathNet.Numerics;

namespace TracingReference.LoadTest.Statistics;

/// <summary>How many must be found before a recall is shown.</summary>
public static class RecallRule
{
    /// <summary>The fewest trials after which at most so many misses show the recall with the confidence asked for.</summary>
    /// <param name="recall">Between 0 and 1.</param>
    /// <param name="confidence">Between 0 and 1.</param>
    /// <param name="missesAllowed">0 or more.</param>
    public static long Trials(double recall, double confidence, int missesAllowed = 0)
    {
        var (low, high) = (missesAllowed + 1L, missesAllowed + 2L);
        while (!IsShown(high))
        {
            high *= 2;
        }

        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            (low, high) = IsShown(middle) ? (low, middle) : (middle + 1, high);
        }

        return low;

        // With a recall just below, so few misses would be too unlikely.
        bool IsShown(long trials) =>
            SpecialFunctions.BetaRegularized(trials - missesAllowed, missesAllowed + 1, recall) <= 1 - confidence;
    }
}
