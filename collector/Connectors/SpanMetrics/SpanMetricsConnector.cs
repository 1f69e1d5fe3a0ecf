using System.Text;
using TracingReference.Collector.Connectors.Aggregation;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;
using TracingReference.Collector.Telemetry;

namespace TracingReference.Collector.Connectors.SpanMetrics;

/// <summary>Counts spans and their durations by service, name, kind and status, and whatever else is a dimension.</summary>
internal sealed class SpanMetricsConnector : IExporter
{
    private const int ResourceAttributes = 1;
    private readonly SpanMetricsSettings _settings;
    private readonly ComponentContext _context;
    private readonly PeriodicFlush _flush;
    private readonly OwnCounter _dropped;
    private readonly SpanAggregator _aggregator;
    private readonly ResourceTable _resources;
    private readonly DeltaStarts _starts;
    private readonly AttributeSlices _resource = new();
    private readonly List<AttributeSlices.Slice> _sorted = [];
    private readonly HashSet<byte[]> _keyAttributes;
    private readonly SeriesKey _key = new();
    private readonly WireWriter _changed = new();
    private readonly Lock _lock = new();

    public SpanMetricsConnector(SpanMetricsSettings settings, ComponentContext context, IConsumer next)
    {
        (_settings, _context) = (settings, context);
        _flush = new(settings.FlushInterval, Collect, next, context);
        _dropped = context.Metrics.Counter("connector_spanmetrics_dropped_resources", MetricsLevel.Basic);
        _aggregator = new(settings);
        _resources = new(settings.MaxResources);
        _starts = new(settings.MaxTimestamps);
        _keyAttributes = settings.ResourceKey.Select(Encoding.UTF8.GetBytes).ToHashSet(BytesComparer.Instance);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _flush.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => _flush.StopAsync();

    public ValueTask ConsumeAsync(Batch batch, CancellationToken cancellationToken)
    {
        using (batch)
        {
            var time = _context.Time.GetUtcNow();
            lock (_lock)
            {
                foreach (var resource in batch.Resources)
                {
                    Add(resource, time);
                }

                _resource.Clear();
                _sorted.Clear();
                _aggregator.Clear();
            }

            return ValueTask.CompletedTask;
        }
    }

    private void Add(ResourceGroup group, DateTimeOffset time)
    {
        _resource.Read(group.Resource.WrittenTo(_changed), ResourceAttributes);
        if (!_resource.TryFind("service.name"u8, out var name))
        {
            return;
        }

        var service = AnyValue.Read(name) is { Kind: ValueKind.String } text ? text : AnyValue.Of("");
        var metrics = Find(group.Resource);
        metrics.LastSeen = time;
        foreach (var scope in group.Scopes)
        {
            var source = new SpanSource(metrics, _resource, service, scope.Scope, time);
            foreach (var part in scope.Items)
            {
                _aggregator.Add(source, part);
            }
        }
    }

    private ResourceMetrics Find(Part resource)
    {
        ReadKey();
        if (_resources.Find(_key.Bytes) is { } known)
        {
            return known;
        }

        // The batch's bytes go back to their pool: what is kept is a copy.
        var metrics = new ResourceMetrics(_settings, _key.Bytes.ToArray(),
            [.. resource.Message.Attributes.Select(attribute => new Otlp.Attribute(attribute.Key, attribute.Value.Copy()))]);
        if (!_resources.TryAdd(metrics))
        {
            _dropped.Add(1);
        }

        return metrics;
    }

    // Resources are the same whatever the order of their attributes.
    private void ReadKey()
    {
        _sorted.Clear();
        _resource.CopyTo(_sorted);
        _sorted.Sort(AttributeSlices.Slice.ByKey);
        _key.Clear();
        var keyAttributes = _keyAttributes.GetAlternateLookup<ReadOnlySpan<byte>>();
        foreach (var (key, value) in _sorted)
        {
            if (_keyAttributes.Count == 0 || keyAttributes.Contains(key.Span))
            {
                _key.Add(key.Span);
                // Its first tag tells the value's kind.
                _key.Add(value.IsEmpty ? 0 : value.Span[0]);
                _key.AddText(value);
            }
        }
    }

    private Batch? Collect()
    {
        lock (_lock)
        {
            var time = _context.Time.GetUtcNow();
            var now = MetricMessages.Nanoseconds(time);
            var batch = new Batch(Signal.Metrics) { Resources = [.. _resources.All.Select(resource => resource.ToGroup(now, _starts))] };
            _resources.Forget(resource => _settings.IsDelta || (_settings.Expiration > TimeSpan.Zero && time - resource.LastSeen >= _settings.Expiration));
            if (_settings.SeriesExpiration > TimeSpan.Zero)
            {
                foreach (var resource in _resources.All)
                {
                    resource.Expire(time - _settings.SeriesExpiration);
                }
            }

            return batch.Resources.Count > 0 ? batch : null;
        }
    }
}
