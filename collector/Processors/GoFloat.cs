using System.Globalization;

namespace TracingReference.Collector.Processors;

/// <summary>Numbers as Go's strconv.ParseFloat reads them: decimal, or inf, infinity and nan in any case.</summary>
internal static class GoFloat
{
    public static bool TryParse(string text, out double number)
    {
        var unsigned = text.AsSpan().TrimStart("+-");
        if (text.Length - unsigned.Length <= 1 && unsigned.Length > 0)
        {
            if (unsigned.Equals("inf", StringComparison.OrdinalIgnoreCase) || unsigned.Equals("infinity", StringComparison.OrdinalIgnoreCase))
            {
                number = text[0] == '-' ? double.NegativeInfinity : double.PositiveInfinity;
                return true;
            }

            if (text.Equals("nan", StringComparison.OrdinalIgnoreCase))
            {
                number = double.NaN;
                return true;
            }
        }

        const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;
        number = 0;
        return !unsigned.ContainsAnyExcept("0123456789.eE+-") && double.TryParse(text, Style, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
    }
}
