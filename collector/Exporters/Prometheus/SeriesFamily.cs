namespace TracingReference.Collector.Exporters.Prometheus;

/// <summary>The series of one name.</summary>
internal sealed class SeriesFamily(string name, SeriesType type, string help)
{
    public string Name => name;

    public SeriesType Type => type;

    public string Help => help;

    /// <summary>By their labels.</summary>
    public Dictionary<string, Series> Series { get; } = new(StringComparer.Ordinal);
}
