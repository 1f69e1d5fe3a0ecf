using System.Globalization;

namespace TracingReference.Collector.Otlp;

/// <summary>Floating numbers as Go's encoding/json writes them: the shortest text that reads back the same, with an exponent only below 1e-6 and from 1e21 on.</summary>
public static class GoNumber
{
    public static string Format(double value)
    {
        if (!double.IsFinite(value))
        {
            var name = double.IsNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
            return $"json: unsupported value: {name}";
        }

        var magnitude = Math.Abs(value);
        return magnitude != 0 && magnitude is < 1e-6 or >= 1e21 ? WithExponent(value) : Plain(value);
    }

    /// <summary>Without an exponent, however long that is.</summary>
    public static string Plain(double value)
    {
        var shortest = value.ToString("R", CultureInfo.InvariantCulture);
        return shortest.Contains('E', StringComparison.Ordinal) ? Spread(shortest) : shortest;
    }

    private static string WithExponent(double value)
    {
        var (sign, digits, exponent) = Parts(value.ToString("R", CultureInfo.InvariantCulture));
        var fraction = digits.Length > 1 ? $".{digits[1..]}" : "";
        return string.Create(CultureInfo.InvariantCulture, $"{sign}{digits[0]}{fraction}e{(exponent < 0 ? '-' : '+')}{Math.Abs(exponent):00}")
            .Replace("e-0", "e-", StringComparison.Ordinal);
    }

    private static string Spread(string shortest)
    {
        var (sign, digits, exponent) = Parts(shortest);
        return exponent < 0
            ? $"{sign}0.{new string('0', -exponent - 1)}{digits}"
            : digits.Length > exponent + 1
                ? $"{sign}{digits[..(exponent + 1)]}.{digits[(exponent + 1)..]}"
                : $"{sign}{digits.PadRight(exponent + 1, '0')}";
    }

    // The digits without zeros around them, and the exponent that belongs to the first one.
    private static (string Sign, string Digits, int Exponent) Parts(string text)
    {
        var sign = text.StartsWith('-') ? "-" : "";
        var mark = text.IndexOf('E', StringComparison.Ordinal);
        var exponent = mark < 0 ? 0 : int.Parse(text.AsSpan(mark + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        var mantissa = text[sign.Length..(mark < 0 ? text.Length : mark)];
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        exponent += (point < 0 ? mantissa.Length : point) - 1;
        var digits = mantissa.Replace(".", "", StringComparison.Ordinal);
        var leading = digits.Length - digits.TrimStart('0').Length;
        digits = digits[leading..].TrimEnd('0');
        return (sign, digits.Length == 0 ? "0" : digits, exponent - leading);
    }
}
