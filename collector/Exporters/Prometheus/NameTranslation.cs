using System.Text;

namespace TracingReference.Collector.Exporters.Prometheus;

/// <summary>
/// Names of metrics and labels as Prometheus has them (OpenTelemetry's "Prometheus and OpenMetrics Compatibility", and the
/// translation strategies of Prometheus 3).
/// </summary>
/// <param name="WithSuffixes">Whether units and types end names.</param>
/// <param name="WithUtf8">Whether names keep all characters; only a scraper that cannot read them has them escaped.</param>
/// <param name="Namespace">What every name begins with; empty for nothing.</param>
internal sealed record NameTranslation(bool WithSuffixes, bool WithUtf8, string Namespace)
{
    /// <summary>A metric's name; null where nothing is left of it.</summary>
    public string? Metric(string name, string unit, SeriesType type, bool isGauge)
    {
        var (main, per) = WithSuffixes ? MetricUnits.Suffixes(unit) : ("", "");
        var translated = WithUtf8 ? Whole(name, main, per, unit, type, isGauge) : Tokens(name, main, per, unit, type, isGauge);
        return translated.Length == 0 ? null : translated;
    }

    /// <summary>A label's name; null where it may not be one.</summary>
    public string? Label(string name)
    {
        if (name.Length == 0 || name.StartsWith("__", StringComparison.Ordinal))
        {
            return null;
        }

        if (WithUtf8)
        {
            return name;
        }

        var clean = Escape(name, static (character, _) => char.IsAsciiLetterOrDigit(character) || character == '_');
        return char.IsAsciiDigit(clean[0]) ? $"key_{clean}" : clean.StartsWith("__", StringComparison.Ordinal) ? null : clean;
    }

    /// <summary>What a scraper is shown of a metric's name.</summary>
    public string ShownMetric(string name) => WithUtf8 ? Escape(name, static (character, index) => IsMetricCharacter(character, index)) : name;

    /// <summary>What a scraper is shown of a label's name.</summary>
    public string ShownLabel(string name) =>
        Escape(name, static (character, index) => char.IsAsciiLetter(character) || character == '_' || (index > 0 && char.IsAsciiDigit(character)));

    // The name in words; a word that a suffix would repeat is not said twice.
    private string Tokens(string name, string main, string per, string unit, SeriesType type, bool isGauge)
    {
        var tokens = Split(name);
        if (!WithSuffixes)
        {
            return Finish(string.Join('_', Namespace.Length > 0 ? [.. Split(Namespace), .. tokens] : tokens));
        }

        main = Clean(main);
        per = Clean(per);
        if (main.Length > 0 && !tokens.Contains(main))
        {
            tokens.Add(main);
        }

        if (per.Length > 0 && !tokens.Contains(per))
        {
            tokens.Add(per);
        }

        if (type == SeriesType.Counter)
        {
            MoveToEnd(tokens, "total");
        }

        if (unit == "1" && isGauge)
        {
            MoveToEnd(tokens, "ratio");
        }

        if (Namespace.Length > 0)
        {
            tokens.Insert(0, Namespace);
        }

        return Finish(string.Join('_', tokens));
    }

    // The name as it is; only an ending that a suffix would repeat is not said twice.
    private string Whole(string name, string main, string per, string unit, SeriesType type, bool isGauge)
    {
        if (Namespace.Length > 0)
        {
            name = $"{Namespace}_{name}";
        }

        if (!WithSuffixes)
        {
            return name;
        }

        var isRatio = unit == "1" && isGauge;
        var isTotal = type == SeriesType.Counter;
        foreach (var ending in new[] { isRatio ? "ratio" : "", isTotal ? "total" : "", per, main })
        {
            name = ending.Length > 0 && name.EndsWith(ending, StringComparison.Ordinal) ? name[..^ending.Length].TrimEnd('_', '.') : name;
        }

        return string.Join('_', new[] { name, main, per, isTotal ? "total" : "", isRatio ? "ratio" : "" }.Where(part => part.Length > 0));
    }

    private static string Finish(string name) => name.Length > 0 && char.IsAsciiDigit(name[0]) ? $"_{name}" : name;

    private static string Clean(string suffix) => string.Join('_', Split(suffix));

    private static List<string> Split(string name) =>
        [.. Escape(name, static (character, _) => char.IsAsciiLetterOrDigit(character) || character == ':').Split('_', StringSplitOptions.RemoveEmptyEntries)];

    private static void MoveToEnd(List<string> tokens, string token)
    {
        tokens.RemoveAll(other => other == token);
        tokens.Add(token);
    }

    private static bool IsMetricCharacter(char character, int index) =>
        char.IsAsciiLetter(character) || character is '_' or ':' || (index > 0 && char.IsAsciiDigit(character));

    private static string Escape(string name, Func<char, int, bool> isAllowed)
    {
        var text = new StringBuilder(name.Length);
        foreach (var rune in name.EnumerateRunes())
        {
            text.Append(rune.IsAscii && isAllowed((char)rune.Value, text.Length) ? (char)rune.Value : '_');
        }

        return text.ToString();
    }
}
