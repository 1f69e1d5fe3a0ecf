using System.Globalization;
using System.Text.RegularExpressions;

namespace TracingReference.Collector.Configuration;

/// <summary>What a plain YAML scalar means, as Go's yaml.v3 sees it.</summary>
public static partial class YamlScalar
{
    public static ConfigNodeKind KindOf(string text) => text switch
    {
        "" or "~" or "null" or "Null" or "NULL" => ConfigNodeKind.Null,
        "true" or "True" or "TRUE" or "false" or "False" or "FALSE" => ConfigNodeKind.Bool,
        _ when TryWhole(text, out _) => ConfigNodeKind.Int,
        _ when TryNumber(text, out _) => ConfigNodeKind.Float,
        _ => ConfigNodeKind.String,
    };

    /// <summary>Decimal, 0x, 0o, 0b and octal with a leading zero, with underscores between digits.</summary>
    public static bool TryWhole(string text, out Int128 value)
    {
        value = 0;
        if (text.Length == 0 || !WholeNumber().IsMatch(text))
        {
            return false;
        }

        var digits = text.Replace("_", "", StringComparison.Ordinal).TrimStart('+', '-');
        var (radix, start) = digits switch
        {
            ['0', 'x' or 'X', ..] => (16, 2),
            ['0', 'o' or 'O', ..] => (8, 2),
            ['0', 'b' or 'B', ..] => (2, 2),
            ['0', _, ..] when !digits.AsSpan().ContainsAny('8', '9') => (8, 1),
            _ => (10, 0),
        };
        foreach (var digit in digits.AsSpan(start))
        {
            var number = char.IsAsciiDigit(digit) ? digit - '0' : char.ToLowerInvariant(digit) - 'a' + 10;
            if (number >= radix || value > ulong.MaxValue)
            {
                return false;
            }

            value = (value * radix) + number;
        }

        value = text[0] == '-' ? -value : value;
        return true;
    }

    public static bool TryNumber(string text, out double value)
    {
        if (TryWhole(text, out var whole))
        {
            value = (double)whole;
            return true;
        }

        switch (text)
        {
            case ".inf" or ".Inf" or ".INF" or "+.inf" or "+.Inf" or "+.INF":
                value = double.PositiveInfinity;
                return true;
            case "-.inf" or "-.Inf" or "-.INF":
                value = double.NegativeInfinity;
                return true;
            case ".nan" or ".NaN" or ".NAN":
                value = double.NaN;
                return true;
            default:
                value = 0;
                return DecimalNumber().IsMatch(text)
                    && double.TryParse(text.Replace("_", "", StringComparison.Ordinal), NumberStyles.Float, CultureInfo.InvariantCulture, out value);
        }
    }

    [GeneratedRegex(@"^[-+]?(0[xX][0-9a-fA-F_]+|0[oO]?[0-7_]*|0[bB][01_]+|[0-9][0-9_]*)\z")]
    private static partial Regex WholeNumber();

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z")]
    private static partial Regex DecimalNumber();
}
