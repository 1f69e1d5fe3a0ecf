namespace TracingReference.Collector.Exporters.Prometheus;

/// <summary>Units of UCUM, as OpenTelemetry writes them, in the words that Prometheus' names end with.</summary>
internal static class MetricUnits
{
    private static readonly Dictionary<string, string> Main = new(StringComparer.Ordinal)
    {
        ["d"] = "days", ["h"] = "hours", ["min"] = "minutes", ["s"] = "seconds", ["ms"] = "milliseconds", ["us"] = "microseconds", ["ns"] = "nanoseconds",
        ["By"] = "bytes", ["KiBy"] = "kibibytes", ["MiBy"] = "mebibytes", ["GiBy"] = "gibibytes", ["TiBy"] = "tibibytes",
        ["KBy"] = "kilobytes", ["MBy"] = "megabytes", ["GBy"] = "gigabytes", ["TBy"] = "terabytes",
        ["m"] = "meters", ["V"] = "volts", ["A"] = "amperes", ["J"] = "joules", ["W"] = "watts", ["g"] = "grams",
        ["Cel"] = "celsius", ["Hz"] = "hertz", ["1"] = "", ["%"] = "percent",
    };

    private static readonly Dictionary<string, string> Per = new(StringComparer.Ordinal)
    {
        ["s"] = "second", ["m"] = "minute", ["h"] = "hour", ["d"] = "day", ["w"] = "week", ["mo"] = "month", ["y"] = "year",
    };

    /// <summary>What a unit adds to a name: "By/s" gives bytes and per_second; annotations in braces give nothing.</summary>
    public static (string Main, string Per) Suffixes(string unit)
    {
        var parts = unit.Split('/', 2);
        var per = parts.Length > 1 ? Word(parts[1], Per) : "";
        return (Word(parts[0], Main), per.Length > 0 ? $"per_{per}" : "");
    }

    private static string Word(string unit, Dictionary<string, string> words)
    {
        var trimmed = unit.Trim();
        return trimmed.AsSpan().IndexOfAny('{', '}') >= 0 ? "" : words.GetValueOrDefault(trimmed, trimmed);
    }
}
