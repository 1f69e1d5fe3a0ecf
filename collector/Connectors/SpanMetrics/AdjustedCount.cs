using System.Globalization;
using System.Text;

namespace TracingReference.Collector.Connectors.SpanMetrics;

/// <summary>How many spans a sampled one stands for: the threshold in its trace state tells (OpenTelemetry's "TraceState: Probability Sampling").</summary>
internal static class AdjustedCount
{
    private const int Digits = 14;
    private const double Whole = 1L << 56;

    /// <param name="traceState">The trace state's text.</param>
    /// <param name="random">From 0 to 1; decides which way a fraction is rounded, so that sums come out right.</param>
    public static (ulong Count, bool IsExtrapolated) Of(ReadOnlySpan<byte> traceState, double random)
    {
        if (traceState.IsEmpty || Threshold(Encoding.UTF8.GetString(traceState)) is not { } threshold)
        {
            return (1, false);
        }

        var exact = Whole / (Whole - threshold);
        var floor = Math.Floor(exact);
        return ((ulong)floor + (random < exact - floor ? 1UL : 0), true);
    }

    private static long? Threshold(string traceState)
    {
        foreach (var member in traceState.Split(',', StringSplitOptions.TrimEntries))
        {
            if (!member.StartsWith("ot=", StringComparison.Ordinal))
            {
                continue;
            }

            foreach (var field in member["ot=".Length..].Split(';'))
            {
                if (field.StartsWith("th:", StringComparison.Ordinal))
                {
                    var digits = field["th:".Length..];
                    return digits.Length is > 0 and <= Digits && long.TryParse(digits.PadRight(Digits, '0'), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var threshold)
                        ? threshold
                        : null;
                }
            }
        }

        return null;
    }
}
