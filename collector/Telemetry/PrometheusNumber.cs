using System.Globalization;

namespace TracingReference.Collector.Telemetry;

/// <summary>Numbers as Prometheus' writers print them: Go's shortest form, with an exponent below 1e-4 and from 1e6 on.</summary>
internal static class PrometheusNumber
{
    public static string Text(double value) => value switch
    {
        0 => "0",
        double.PositiveInfinity => "+Inf",
        double.NegativeInfinity => "-Inf",
        double.NaN => "NaN",
        _ => Shortest(value),
    };

    /// <summary>OpenMetrics: a number that could be taken for a whole one ends with .0.</summary>
    public static string OpenMetrics(double value)
    {
        var text = Text(value);
        return double.IsFinite(value) && text.AsSpan().IndexOfAny('.', 'e') < 0 ? $"{text}.0" : text;
    }

    // strconv.FormatFloat(value, 'g', -1, 64).
    private static string Shortest(double value)
    {
        var text = value.ToString("E16", CultureInfo.InvariantCulture);
        for (var precision = 0; precision < 17; precision++)
        {
            var candidate = value.ToString(string.Create(CultureInfo.InvariantCulture, $"E{precision}"), CultureInfo.InvariantCulture);
            if (double.Parse(candidate, CultureInfo.InvariantCulture).Equals(value))
            {
                text = candidate;
                break;
            }
        }

        var mark = text.IndexOf('E', StringComparison.Ordinal);
        var exponent = int.Parse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        return exponent is < -4 or >= 6
            ? string.Create(CultureInfo.InvariantCulture, $"{text[..mark]}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}")
            : decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);
    }
}
