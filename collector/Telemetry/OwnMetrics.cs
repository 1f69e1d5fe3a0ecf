namespace TracingReference.Collector.Telemetry;

/// <summary>The collector's own metrics, under otelcol's names. Asking for the same name and labels again gives the same instrument.</summary>
/// <param name="level">Instruments of a higher level are given too, but not shown.</param>
public sealed class OwnMetrics(MetricsLevel level)
{
    private readonly SortedDictionary<string, OwnMetricFamily> _families = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    public MetricsLevel Level { get; } = level;

    /// <summary>A sum that only grows. It is shown from the first time it is asked for, so that a rate can be taken from its beginning.</summary>
    /// <param name="name">Without the prefix otelcol_.</param>
    /// <param name="from">The lowest level that shows it.</param>
    /// <param name="labels">Names and values.</param>
    public OwnCounter Counter(string name, MetricsLevel from, params ReadOnlySpan<(string Name, string Value)> labels) =>
        Add(name, "counter", from, labels, static () => new OwnCounter());

    /// <summary>A value that is read when somebody looks.</summary>
    public void Gauge(string name, MetricsLevel from, Func<double> read, params ReadOnlySpan<(string Name, string Value)> labels) =>
        Add(name, "gauge", from, labels, () => new OwnReading(read));

    /// <summary>A sum that is kept elsewhere, and read when somebody looks.</summary>
    public void CounterOf(string name, MetricsLevel from, Func<double> read, params ReadOnlySpan<(string Name, string Value)> labels) =>
        Add(name, "counter", from, labels, () => new OwnReading(read));

    public OwnHistogram Histogram(string name, MetricsLevel from, double[] bounds, params ReadOnlySpan<(string Name, string Value)> labels) =>
        Add(name, "histogram", from, labels, () => new OwnHistogram(bounds));

    /// <summary>What is shown at this level, by name, with the series of each by their labels.</summary>
    public IReadOnlyList<(string Name, string Type, IReadOnlyList<(string Labels, IOwnInstrument Instrument)> Series)> Read()
    {
        lock (_lock)
        {
            return [.. _families.Where(family => family.Value.From <= Level)
                .Select(family => (family.Key, family.Value.Type, family.Value.Snapshot()))];
        }
    }

    private T Add<T>(string name, string type, MetricsLevel from, ReadOnlySpan<(string Name, string Value)> labels, Func<T> create)
        where T : class, IOwnInstrument
    {
        var key = OwnLabels.Format(labels);
        lock (_lock)
        {
            if (!_families.TryGetValue(name, out var family))
            {
                _families[name] = family = new(type, from);
            }

            return (T)family.GetOrAdd(key, create);
        }
    }
}
