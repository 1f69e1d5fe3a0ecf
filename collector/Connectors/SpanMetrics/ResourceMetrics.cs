using TracingReference.Collector.Connectors.Aggregation;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Connectors.SpanMetrics;

/// <summary>The metrics of one resource.</summary>
/// <param name="settings">Those of the connector.</param>
/// <param name="key">What tells the resource from others.</param>
/// <param name="attributes">The resource's, in memory of their own.</param>
internal sealed class ResourceMetrics(SpanMetricsSettings settings, byte[] key, IReadOnlyList<Otlp.Attribute> attributes)
{
    private readonly int _temporality = settings.IsDelta ? MetricMessages.Delta : MetricMessages.Cumulative;

    public byte[] Key => key;

    public SeriesTable Calls { get; } = new(settings.MaxSeries, null);

    public SeriesTable Durations { get; } = new(settings.MaxSeries,
        () => settings.Bounds is { } bounds ? new ExplicitDistribution(bounds) : new ExponentialDistribution(settings.MaxSize));

    public SeriesTable Events { get; } = new(settings.MaxSeries, null);

    public DateTimeOffset LastSeen { get; set; }

    /// <param name="now">Unix time in nanoseconds.</param>
    /// <param name="starts">Where delta series go on; totals begin with their first span.</param>
    public ResourceGroup ToGroup(ulong now, DeltaStarts starts)
    {
        Func<byte[], Series, ulong> from = settings.IsDelta
            ? (series, of) => starts.Next([.. key, .. series], of.Start, now)
            : static (_, of) => of.Start;
        var prefix = settings.Namespace.Length > 0 ? $"{settings.Namespace}." : "";
        var metrics = new List<Message> { MetricMessages.Sum($"{prefix}calls", _temporality, Calls.ToPoints(from, now)) };
        if (settings.HasHistogram)
        {
            metrics.Add(MetricMessages.Histogram($"{prefix}duration", settings.Unit, _temporality, Durations.ToPoints(from, now)));
        }

        if (settings.EventDimensions is not null)
        {
            metrics.Add(MetricMessages.Sum($"{prefix}events", _temporality, Events.ToPoints(from, now)));
        }

        return MetricMessages.Resource(attributes, "spanmetricsconnector", metrics);
    }

    /// <summary>Forgets the series without a span since then.</summary>
    public void Expire(DateTimeOffset limit)
    {
        Calls.Expire(limit);
        Durations.Expire(limit);
        Events.Expire(limit);
    }
}
