using System.Globalization;
using System.Text.RegularExpressions;
using TracingReference.LoadTest.Commands;

namespace TracingReference.LoadTest.Systems;

/// <summary>
/// A page of metrics in Prometheus' text format 0.0.4: what a collector, this repository's or the contrib image, tells of itself and
/// of the spans that it has seen.
/// </summary>
internal sealed partial class PrometheusPage
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly Sample[] samples;

    /// <param name="text">The page.</param>
    /// <exception cref="LoadTestException">A line of it is no sample.</exception>
    public PrometheusPage(string text) =>
        samples = [.. text.Split('\n').Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#').Select(Read)];

    /// <exception cref="LoadTestException">Nobody answers there, or not with such a page.</exception>
    public static async Task<PrometheusPage> ReadAsync(Uri url, CancellationToken cancellationToken)
    {
        using var http = new HttpClient { Timeout = Patience };
        try
        {
            return new(await http.GetStringAsync(url, cancellationToken).ConfigureAwait(false));
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new LoadTestException($"The collector does not show its metrics at {url}: {e.Message} Has it ended?", e);
        }
    }

    /// <summary>A counter's value, all of its series together; 0 where the page has none of them.</summary>
    /// <param name="counter">Its name without <c>_total</c>, which some versions add.</param>
    /// <exception cref="LoadTestException">It is no number that one can count to.</exception>
    public long Count(string counter) => Whole(counter, Series(counter));

    /// <summary>A counter's value by what a label says; series without it are under the empty text.</summary>
    /// <param name="counter">Its name without <c>_total</c>.</param>
    /// <param name="label">The label.</param>
    /// <param name="isOf">Which series are asked for, by their labels; all of them where it is null.</param>
    /// <exception cref="LoadTestException">One is no number that one can count to.</exception>
    public IReadOnlyDictionary<string, long> CountBy(string counter, string label, Func<IReadOnlyDictionary<string, string>, bool>? isOf = null) => Series(counter)
        .Where(sample => isOf is null || isOf(sample.Labels))
        .GroupBy(sample => sample.Labels.GetValueOrDefault(label, ""), StringComparer.Ordinal)
        .ToDictionary(group => group.Key, group => Whole(counter, group), StringComparer.Ordinal);

    // Where both are there the other one is another metric.
    private Sample[] Series(string counter) => Named($"{counter}_total") is { Length: > 0 } total ? total : Named(counter);

    private Sample[] Named(string name) => [.. samples.Where(sample => sample.Name == name)];

    private static long Whole(string counter, IEnumerable<Sample> series)
    {
        var sum = series.Sum(sample => sample.Value);
        return double.IsFinite(sum) ? (long)sum : throw new LoadTestException(
            FormattableString.Invariant($"The collector says that {counter} is {sum}: nobody can count to that, so nothing can be held against it."));
    }

    private static Sample Read(string line)
    {
        var sample = SampleLine().Match(line);
        return sample.Success && Number(sample.Groups["value"].Value) is { } value
            ? new(
                sample.Groups["name"].Value,
                Label().Matches(sample.Groups["labels"].Value).ToDictionary(label => label.Groups[1].Value, label => Unescaped(label.Groups[2].Value), StringComparer.Ordinal),
                value)
            : throw new LoadTestException($"The collector's metrics have a line that is no sample of Prometheus' text format 0.0.4: {line}");
    }

    private static double? Number(string text) => text switch
    {
        "+Inf" or "Inf" => double.PositiveInfinity,
        "-Inf" => double.NegativeInfinity,
        _ => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null,
    };

    private static string Unescaped(string value) => Escape().Replace(value, escape => escape.Groups[1].Value == "n" ? "\n" : escape.Groups[1].Value);

    // Name, labels, value, and perhaps a time in milliseconds. What stands between quotes may be anything.
    [GeneratedRegex("""^(?<name>[a-zA-Z_:][a-zA-Z0-9_:]*)\s*(?:\{(?<labels>(?:[^"}]|"(?:[^"\\]|\\.)*")*)\}\s*|\s)(?<value>\S+)(?:\s+-?[0-9]+)?$""")]
    private static partial Regex SampleLine();

    [GeneratedRegex(@"([a-zA-Z_][a-zA-Z0-9_]*)\s*=\s*""((?:[^""\\]|\\.)*)""")]
    private static partial Regex Label();

    [GeneratedRegex(@"\\(.)")]
    private static partial Regex Escape();

    private sealed record Sample(string Name, IReadOnlyDictionary<string, string> Labels, double Value);
}
