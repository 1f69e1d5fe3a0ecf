using System.Globalization;
using TracingReference.LoadTest.Commands;

namespace TracingReference.LoadTest.Overhead;

/// <summary>The collector's own metrics (Prometheus' text format), of this repository's collector or the contrib image.</summary>
internal sealed class CollectorPage(string text)
{
    private const string Prefix = "otelcol_";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <exception cref="LoadTestException">The collector does not answer.</exception>
    public static async Task<CollectorPage> ReadAsync(Uri url, CancellationToken cancellationToken)
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

    /// <summary>The sum of a counter's series.</summary>
    /// <param name="name">Without <c>otelcol_</c>; some versions add <c>_total</c>.</param>
    /// <param name="labels">Those of one of which are asked, as <c>reason="late"</c>; all of them where there are none.</param>
    public long Sum(string name, params string[] labels) => (long)text.Split('\n')
        .Select(line => (Line: line, End: line.IndexOfAny(['{', ' '])))
        .Where(sample => sample.End > 0 && sample.Line[..sample.End] is var full && (full == Prefix + name || full == $"{Prefix}{name}_total"))
        .Where(sample => labels.Length == 0 || labels.Any(label => sample.Line.Contains(label, StringComparison.Ordinal)))
        .Sum(sample => double.Parse(sample.Line[(sample.Line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
}
