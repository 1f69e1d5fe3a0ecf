using TracingReference.Collector.Connectors.Aggregation;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Connectors.ServiceGraph;

/// <summary>Counts and latencies of requests by who calls whom; what was not called for a quarter of an hour is forgotten.</summary>
internal sealed class EdgeMetrics(ServiceGraphSettings settings, DateTimeOffset start)
{
    /// <summary>Upstream has no limit here; edges beyond this one are not counted, but dropped and told.</summary>
    public const int MaxSeries = 100_000;

    private static readonly TimeSpan Stale = TimeSpan.FromMinutes(15);
    private readonly Dictionary<string, EdgeSeries> _series = new(StringComparer.Ordinal);

    /// <summary>Counts an edge; false where there is no room for its series.</summary>
    public bool TryAdd(Edge edge, DateTimeOffset now)
    {
        var key = string.Join('\0', edge.Dimensions.SelectMany(dimension => new[] { dimension.Key, dimension.Value })
            .Prepend($"{edge.Client}\0{edge.Server}\0{edge.ConnectionType}\0{edge.HasFailed}\0{(settings.TellsVirtualNode ? edge.VirtualNode : "")}"));
        if (!_series.TryGetValue(key, out var series))
        {
            if (_series.Count >= MaxSeries)
            {
                return false;
            }

            _series[key] = series = new(Attributes(edge), NewDistribution(), NewDistribution());
        }

        series.Add(edge, now);
        return true;
    }

    public void RemoveStale(DateTimeOffset now)
    {
        foreach (var (key, _) in _series.Where(series => series.Value.Updated + Stale < now).ToList())
        {
            _series.Remove(key);
        }
    }

    public Batch? ToBatch(DateTimeOffset now)
    {
        if (_series.Count == 0)
        {
            return null;
        }

        var (from, to) = (MetricMessages.Nanoseconds(start), MetricMessages.Nanoseconds(now - settings.TimestampOffset));
        var metrics = new List<Message>
        {
            MetricMessages.Sum("traces_service_graph_request_total", MetricMessages.Cumulative, Points(_series.Values, series => MetricMessages.NumberPoint(series.Requests))),
        };
        if (_series.Values.Any(series => series.Failures > 0))
        {
            metrics.Add(MetricMessages.Sum("traces_service_graph_request_failed_total", MetricMessages.Cumulative,
                Points(_series.Values.Where(series => series.Failures > 0), series => MetricMessages.NumberPoint(series.Failures))));
        }

        metrics.Add(MetricMessages.Histogram("traces_service_graph_request_server", "s", MetricMessages.Cumulative, Points(_series.Values, series => series.Server.ToPoint())));
        metrics.Add(MetricMessages.Histogram("traces_service_graph_request_client", "s", MetricMessages.Cumulative, Points(_series.Values, series => series.Client.ToPoint())));
        return new(Signal.Metrics) { Resources = [MetricMessages.Resource([], "traces_service_graph", metrics)] };

        List<Message> Points(IEnumerable<EdgeSeries> all, Func<EdgeSeries, Message> point) =>
            [.. all.Select(series => MetricMessages.Complete(point(series), series.Attributes, from, to))];
    }

    private IDistribution NewDistribution() =>
        settings.Bounds is { } bounds ? new ExplicitDistribution(bounds) : new ExponentialDistribution(settings.MaxSize);

    private List<Otlp.Attribute> Attributes(Edge edge)
    {
        var attributes = new List<Otlp.Attribute>
        {
            new("client", AnyValue.Of(edge.Client)),
            new("server", AnyValue.Of(edge.Server)),
            new("connection_type", AnyValue.Of(edge.ConnectionType)),
            new("failed", AnyValue.Of(edge.HasFailed)),
        };
        attributes.AddRange(edge.Dimensions.Select(dimension => new Otlp.Attribute(dimension.Key, AnyValue.Of(dimension.Value))));
        if (settings.TellsVirtualNode)
        {
            attributes.Add(new("virtual_node", AnyValue.Of(edge.VirtualNode)));
        }

        return attributes;
    }
}
