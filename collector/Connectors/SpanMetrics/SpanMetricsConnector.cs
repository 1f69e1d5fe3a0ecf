using TracingReference.Collector.Connectors.Aggregation;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Connectors.SpanMetrics;

/// <summary>Counts spans and their durations by service, name, kind and status, and whatever else is a dimension.</summary>
internal sealed class SpanMetricsConnector : IExporter
{
    private static readonly string[] Kinds =
        ["SPAN_KIND_UNSPECIFIED", "SPAN_KIND_INTERNAL", "SPAN_KIND_SERVER", "SPAN_KIND_CLIENT", "SPAN_KIND_PRODUCER", "SPAN_KIND_CONSUMER"];

    private static readonly string[] Statuses = ["STATUS_CODE_UNSET", "STATUS_CODE_OK", "STATUS_CODE_ERROR"];
    private readonly SpanMetricsSettings _settings;
    private readonly ComponentContext _context;
    private readonly PeriodicFlush _flush;
    private readonly AnyValue _instance = AnyValue.Of(Guid.NewGuid().ToString());
    private readonly Dictionary<string, ResourceMetrics> _resources = new(StringComparer.Ordinal);
    private readonly LinkedList<string> _recent = [];
    private readonly Lock _lock = new();
    private ulong _lastFlush;

    public SpanMetricsConnector(SpanMetricsSettings settings, ComponentContext context, IConsumer next)
    {
        (_settings, _context) = (settings, context);
        _flush = new(settings.FlushInterval, Collect, next, context);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _lastFlush = MetricMessages.Nanoseconds(_context.Time.GetUtcNow());
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
            }

            return ValueTask.CompletedTask;
        }
    }

    private void Add(ResourceGroup group, DateTimeOffset time)
    {
        var attributes = group.Resource.Message.Attributes;
        if (attributes["service.name"] is not { } service)
        {
            return;
        }

        // Deltas follow each other without a gap; totals begin with their first span.
        var start = _settings.IsDelta ? _lastFlush : MetricMessages.Nanoseconds(time);
        var metrics = Find(attributes);
        metrics.LastSeen = time;
        foreach (var scope in group.Scopes)
        {
            foreach (var part in scope.Items)
            {
                Add(metrics, new SpanAttributes(attributes, AnyValue.Of(service.Text), scope.Scope.Message, part.Message), part, start);
            }
        }
    }

    private void Add(ResourceMetrics metrics, SpanAttributes attributes, Part part, ulong start)
    {
        using var writer = new WireWriter();
        var bytes = part.Bytes;
        if (bytes is null)
        {
            part.Message.Write(writer);
        }

        var span = new SpanView(bytes is { } own ? own.Span : writer.Written);
        var duration = span.End > span.Start ? (span.End - span.Start) / _settings.UnitNanoseconds : 0;
        var (times, isExtrapolated) = AdjustedCount.Of(span.TraceState, Random.Shared.NextDouble());
        Record(metrics.Calls[Dimensions(span, attributes, _settings.CallsDimensions, null, isExtrapolated), start], span, duration, times);
        if (_settings.HasHistogram)
        {
            Record(metrics.Durations[Dimensions(span, attributes, _settings.DurationDimensions, null, isExtrapolated), start], span, duration, times);
        }

        if (_settings.EventDimensions is { } dimensions)
        {
            foreach (var occurrence in attributes.Span.Children(11))
            {
                Record(metrics.Events[Dimensions(span, attributes, dimensions, occurrence.Attributes, isExtrapolated), start], span, duration, times);
            }
        }
    }

    private void Record(Series series, in SpanView span, double duration, ulong times)
    {
        series.Add(duration, times);
        series.AddExemplar(span, duration, _settings.MaxExemplars);
    }

    private List<Otlp.Attribute> Dimensions(in SpanView span, SpanAttributes from, IReadOnlyList<Dimension> more, AttributeList? occurrence, bool isExtrapolated)
    {
        var attributes = new List<Otlp.Attribute>(6 + more.Count)
        {
            new("service.name", from.Service),
            new("span.name", AnyValue.Of(from.Span.Text(5))),
            new("span.kind", AnyValue.Of((uint)span.Kind < (uint)Kinds.Length ? Kinds[span.Kind] : "")),
            new("status.code", AnyValue.Of((uint)span.StatusCode < (uint)Statuses.Length ? Statuses[span.StatusCode] : "")),
        };
        if (_settings.Excluded.Count > 0)
        {
            attributes.RemoveAll(attribute => _settings.Excluded.Contains(attribute.Key));
        }

        attributes.Add(new("collector.instance.id", _instance));
        if (_settings.TellsSamplingMethod)
        {
            attributes.Add(new("sampling.method", AnyValue.Of(isExtrapolated ? "extrapolated" : "counted")));
        }

        if (_settings.Scopes.Count > 0 && from.Scope.Text(1) is { Length: > 0 } scope && _settings.Scopes.Contains(scope))
        {
            attributes.Add(new("span.instrumentation.scope.name", AnyValue.Of(scope)));
            attributes.Add(new("span.instrumentation.scope.version", AnyValue.Of(from.Scope.Text(2))));
        }

        foreach (var dimension in more)
        {
            // An event's attributes stand before its resource's, and after its span's.
            if ((from.Span.Attributes[dimension.Name] ?? occurrence?[dimension.Name] ?? dimension.Find(from.Span.Attributes, from.Resource)) is { } value)
            {
                attributes.Add(new(dimension.Name, value));
            }
        }

        return attributes;
    }

    private ResourceMetrics Find(AttributeList attributes)
    {
        var key = string.Join('\0', attributes
            .Where(attribute => _settings.ResourceKey.Count == 0 || _settings.ResourceKey.Contains(attribute.Key))
            .OrderBy(attribute => attribute.Key, StringComparer.Ordinal)
            .Select(attribute => $"{attribute.Key}\0{(int)attribute.Value.Kind}{attribute.Value.AsString()}"));
        if (!_resources.TryGetValue(key, out var metrics))
        {
            if (_resources.Count >= _settings.MaxResources)
            {
                _resources.Remove(_recent.First!.Value);
                _recent.RemoveFirst();
            }

            // The batch's bytes go back to their pool: what is kept is a copy.
            _resources[key] = metrics = new(_settings, Copy(attributes)) { Recency = _recent.AddLast(key) };
        }
        else
        {
            _recent.Remove(metrics.Recency!);
            _recent.AddLast(metrics.Recency!);
        }

        return metrics;
    }

    private static List<Otlp.Attribute> Copy(IEnumerable<Otlp.Attribute> attributes) =>
        [.. attributes.Select(attribute => new Otlp.Attribute(attribute.Key, attribute.Value.Copy()))];

    private Batch? Collect()
    {
        lock (_lock)
        {
            var time = _context.Time.GetUtcNow();
            var now = MetricMessages.Nanoseconds(time);
            var batch = new Batch(Signal.Metrics) { Resources = [.. _resources.Values.Select(resource => resource.ToGroup(now))] };
            _lastFlush = now;
            foreach (var (key, resource) in _resources.ToList())
            {
                if (_settings.IsDelta || (_settings.Expiration > TimeSpan.Zero && time - resource.LastSeen >= _settings.Expiration))
                {
                    _resources.Remove(key);
                    _recent.Remove(resource.Recency!);
                }
            }

            return batch.Resources.Count > 0 ? batch : null;
        }
    }
}
