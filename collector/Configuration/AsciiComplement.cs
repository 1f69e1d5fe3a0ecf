using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace TracingReference.Collector.Configuration;

/// <summary>The content of a character class that has what another content of ASCII characters lacks: a class inside a class cannot be negated in .NET.</summary>
internal static class AsciiComplement
{
    public static string Of(string characters)
    {
        var wanted = new Regex($"[{characters}]", RegexOptions.CultureInvariant);
        var ranges = new StringBuilder();
        for (var start = 0; start < 0x80; start++)
        {
            var end = start;
            while (end < 0x80 && !wanted.IsMatch(((char)end).ToString()))
            {
                end++;
            }

            if (end > start)
            {
                ranges.Append(CultureInfo.InvariantCulture, $"\\u{start:X4}-\\u{end - 1:X4}");
                start = end;
            }
        }

        return ranges.Append(@"\u0080-\uFFFF").ToString();
    }
}
