using TracingReference.Collector.Connectors.Aggregation;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Connectors.SpanMetrics;

/// <summary>The metrics of one resource.</summary>
internal sealed class ResourceMetrics(SpanMetricsSettings settings, IReadOnlyList<Otlp.Attribute> attributes)
{
    private readonly int _temporality = settings.IsDelta ? MetricMessages.Delta : MetricMessages.Cumulative;

    public SeriesTable Calls { get; } = new(settings.MaxSeries, null);

    public SeriesTable Durations { get; } = new(settings.MaxSeries,
        () => settings.Bounds is { } bounds ? new ExplicitDistribution(bounds) : new ExponentialDistribution(settings.MaxSize));

    public SeriesTable Events { get; } = new(settings.MaxSeries, null);

    public DateTimeOffset LastSeen { get; set; }

    /// <summary>Its place among the least recently used.</summary>
    public LinkedListNode<string>? Recency { get; set; }

    public ResourceGroup ToGroup(ulong now)
    {
        var prefix = settings.Namespace.Length > 0 ? $"{settings.Namespace}." : "";
        var metrics = new List<Message> { MetricMessages.Sum($"{prefix}calls", _temporality, Calls.ToPoints(now)) };
        if (settings.HasHistogram)
        {
            metrics.Add(MetricMessages.Histogram($"{prefix}duration", settings.Unit, _temporality, Durations.ToPoints(now)));
        }

        if (settings.EventDimensions is not null)
        {
            metrics.Add(MetricMessages.Sum($"{prefix}events", _temporality, Events.ToPoints(now)));
        }

        return MetricMessages.Resource(attributes, "spanmetricsconnector", metrics);
    }
}
