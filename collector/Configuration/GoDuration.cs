using System.Globalization;

namespace TracingReference.Collector.Configuration;

/// <summary>Durations as Go's time.ParseDuration reads them: signed, of decimal numbers each with a unit, such as -1.5h or 2m30s.</summary>
public static class GoDuration
{
    private static readonly (string Unit, double Nanoseconds)[] Units =
        [("ns", 1), ("us", 1e3), ("µs", 1e3), ("μs", 1e3), ("ms", 1e6), ("s", 1e9), ("m", 60e9), ("h", 3600e9)];

    public static bool TryParse(string text, out TimeSpan duration)
    {
        duration = default;
        var rest = text.AsSpan();
        var sign = 1;
        if (rest.Length > 0 && rest[0] is '-' or '+')
        {
            sign = rest[0] == '-' ? -1 : 1;
            rest = rest[1..];
        }

        if (rest is "0")
        {
            return true;
        }

        double nanoseconds = 0;
        if (rest.IsEmpty)
        {
            return false;
        }

        while (!rest.IsEmpty)
        {
            var digits = rest.IndexOfAnyExcept("0123456789.");
            if (digits <= 0 || !double.TryParse(rest[..digits], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            {
                return false;
            }

            rest = rest[digits..];
            var end = rest.IndexOfAny("0123456789.");
            var unit = (end < 0 ? rest : rest[..end]).ToString();
            var factor = Array.Find(Units, known => known.Unit == unit).Nanoseconds;
            if (factor == 0)
            {
                return false;
            }

            nanoseconds += number * factor;
            rest = end < 0 ? [] : rest[end..];
        }

        if (nanoseconds > long.MaxValue)
        {
            return false;
        }

        duration = TimeSpan.FromTicks(sign * (long)Math.Round(nanoseconds / 100));
        return true;
    }
}
