using System.Globalization;
using System.Text.RegularExpressions;

namespace TracingReference.LoadTest.Sampling;

/// <summary>A page of metrics in Prometheus' text format.</summary>
internal sealed partial class PrometheusPage(string text)
{
    /// <summary>The samples of one metric, each with its labels.</summary>
    public IEnumerable<(IReadOnlyDictionary<string, string> Labels, double Value)> Samples(string name) =>
        from line in text.Split('\n')
        where line.StartsWith(name, StringComparison.Ordinal) && line.Length > name.Length && line[name.Length] is '{' or ' '
        let labels = Label().Matches(line).ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value, StringComparer.Ordinal)
        let rest = line[(line.LastIndexOf('}') is var end and >= 0 ? end + 1 : name.Length)..].TrimStart().Split(' ')
        select ((IReadOnlyDictionary<string, string>)labels, double.Parse(rest[0], CultureInfo.InvariantCulture));

    /// <summary>The sum of all samples of one metric.</summary>
    public long Sum(string name) => (long)Samples(name).Sum(sample => sample.Value);

    [GeneratedRegex(@"([a-zA-Z_][a-zA-Z0-9_]*)=""((?:[^""\\]|\\.)*)""")]
    private static partial Regex Label();
}
