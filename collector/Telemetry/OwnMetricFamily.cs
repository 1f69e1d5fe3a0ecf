namespace TracingReference.Collector.Telemetry;

/// <summary>The series of one name.</summary>
internal sealed class OwnMetricFamily(string type, MetricsLevel from)
{
    private readonly SortedDictionary<string, IOwnInstrument> _series = new(StringComparer.Ordinal);

    public string Type { get; } = type;

    public MetricsLevel From { get; } = from;

    public IOwnInstrument GetOrAdd(string labels, Func<IOwnInstrument> create) =>
        _series.TryGetValue(labels, out var instrument) ? instrument : _series[labels] = create();

    public IReadOnlyList<(string Labels, IOwnInstrument Instrument)> Snapshot() => [.. _series.Select(series => (series.Key, series.Value))];
}
