using System.Globalization;

namespace TracingReference.Benchmarks.Collector;

/// <summary>What the collector says of itself on its metrics port; both collectors use otelcol's names.</summary>
internal sealed class OwnMetricsPage
{
    private readonly List<(string Name, double Value)> _samples = [];

    public static async Task<OwnMetricsPage> ReadAsync(int port)
    {
        using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(10) };
        var page = new OwnMetricsPage();
        foreach (var line in (await http.GetStringAsync($"http://127.0.0.1:{port}/metrics")).Split('\n').Where(line => line.Length > 0 && line[0] != '#'))
        {
            var space = line.LastIndexOf(' ');
            page._samples.Add((line[..space], double.Parse(line.AsSpan(space + 1), CultureInfo.InvariantCulture)));
        }

        return page;
    }

    /// <summary>The sum of all series of a name, with or without the suffix that counters may have.</summary>
    public double Sum(string name, string label = "") => Series(name).Where(sample => sample.Name.Contains(label, StringComparison.Ordinal)).Sum(sample => sample.Value);

    public bool Has(string name) => Series(name).Any();

    private IEnumerable<(string Name, double Value)> Series(string name) =>
        _samples.Where(sample => sample.Name.Split('{')[0] is var series && (series == name || series == $"{name}_total"));
}
