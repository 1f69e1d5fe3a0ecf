using System.Buffers.Binary;
using TracingReference.Collector.Connectors.Aggregation;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;
using TracingReference.Collector.Telemetry;

namespace TracingReference.Collector.Connectors.ServiceGraph;

/// <summary>
/// Pairs the client's span of each request with the server's. A database tells nothing itself: its client's span is both. Of
/// requests that stay without a pair, those without a parent came from a user, and those that nobody answered went to a
/// peer that the client may name.
/// </summary>
internal sealed class ServiceGraphConnector : IExporter
{
    private const int Server = 2;
    private const int Client = 3;
    private const int Producer = 4;
    private const int Consumer = 5;
    private const int Error = 2;
    private const double NanosecondsPerSecond = 1e9;
    private readonly ServiceGraphSettings _settings;
    private readonly TimeProvider _time;
    private readonly PeriodicFlush _flush;
    private readonly EdgeStore _edges;
    private readonly EdgeMetrics _metrics;
    private readonly OwnCounter _total;
    private readonly OwnCounter _expired;
    private readonly OwnCounter _dropped;
    private readonly Lock _lock = new();
    private ITimer? _expiration;
    private ITimer? _cleaning;

    public ServiceGraphConnector(ServiceGraphSettings settings, ComponentContext context, IConsumer next)
    {
        (_settings, _time) = (settings, context.Time);
        _flush = new(settings.FlushInterval, Collect, next, context);
        _edges = new(settings.MaxItems, settings.Ttl, Complete, Expire);
        _metrics = new(settings, context.Time.GetUtcNow());
        _total = context.Metrics.Counter("connector_servicegraph_total_edges", MetricsLevel.Basic);
        _expired = context.Metrics.Counter("connector_servicegraph_expired_edges", MetricsLevel.Basic);
        _dropped = context.Metrics.Counter("connector_servicegraph_dropped_spans", MetricsLevel.Basic);
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _expiration = _time.CreateTimer(_ => Locked(_edges.Expire), null, _settings.ExpirationLoop, _settings.ExpirationLoop);
        _cleaning = _time.CreateTimer(_ => Locked(_metrics.RemoveStale), null, _settings.CacheLoop, _settings.CacheLoop);
        _flush.Start();
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_expiration is not null && _cleaning is not null)
        {
            await _expiration.DisposeAsync().ConfigureAwait(false);
            await _cleaning.DisposeAsync().ConfigureAwait(false);
        }

        await _flush.StopAsync().ConfigureAwait(false);
    }

    public async ValueTask ConsumeAsync(Batch batch, CancellationToken cancellationToken)
    {
        using (batch)
        {
            Locked(now => Add(batch, now));
        }

        if (_settings.FlushInterval <= TimeSpan.Zero)
        {
            await _flush.FlushAsync().ConfigureAwait(false);
        }
    }

    private void Locked(Action<DateTimeOffset> action)
    {
        lock (_lock)
        {
            action(_time.GetUtcNow());
        }
    }

    private Batch? Collect()
    {
        lock (_lock)
        {
            return _metrics.ToBatch(_time.GetUtcNow());
        }
    }

    private void Add(Batch batch, DateTimeOffset now)
    {
        foreach (var group in batch.Resources)
        {
            var resource = group.Resource.Message.Attributes;
            if (resource["service.name"] is { } service)
            {
                foreach (var span in group.Scopes.SelectMany(scope => scope.Items))
                {
                    Add(span.Message, service.AsString(), resource, now);
                }
            }
        }
    }

    private void Add(Message span, string service, AttributeList resource, DateTimeOffset now)
    {
        var isClient = span.Bits(6) is Client or Producer;
        if (!isClient && span.Bits(6) is not (Server or Consumer))
        {
            return;
        }

        var key = new EdgeKey(TraceId.Read(span.Raw(1).Span), SpanId(span.Raw(isClient ? 2 : 4).Span));
        switch (_edges.Update(key, now, edge => Update(edge, span, service, resource, isClient)))
        {
            case true: _total.Add(1); break;
            case null: _dropped.Add(1); break;
        }
    }

    private void Update(Edge edge, Message span, string service, AttributeList resource, bool isClient)
    {
        // Unsigned, as upstream: a span that ends before it starts takes centuries.
        var latency = unchecked(span.Bits(8) - span.Bits(7)) / NanosecondsPerSecond;
        edge.ConnectionType = span.Bits(6) is Producer or Consumer ? "messaging_system" : "";
        edge.HasFailed |= span.Child(15)?.Bits(3) == Error;
        foreach (var dimension in _settings.Dimensions)
        {
            if ((resource[dimension] ?? span.Attributes[dimension])?.AsString() is { } value)
            {
                edge.Dimensions[$"{(isClient ? "client" : "server")}_{dimension}"] = value;
            }
        }

        if (!isClient)
        {
            (edge.Server, edge.ServerLatency) = (service, latency);
            return;
        }

        (edge.Client, edge.ClientLatency) = (service, latency);
        edge.Peer = _settings.PeerAttributes.Select(name => span.Attributes[name]?.AsString()).FirstOrDefault(peer => peer is not null);
        if (_settings.DatabaseAttributes.Select(name => (resource[name] ?? span.Attributes[name])?.AsString()).FirstOrDefault(name => name is not null) is { } database)
        {
            (edge.ConnectionType, edge.Server, edge.ServerLatency) = ("database", database, latency);
        }
    }

    private void Complete(Edge edge)
    {
        if (!_metrics.TryAdd(edge, _time.GetUtcNow()))
        {
            _dropped.Add(1);
        }
    }

    private void Expire(Edge edge)
    {
        _expired.Add(1);
        if (_settings.PeerAttributes.Count == 0)
        {
            return;
        }

        edge.ConnectionType = "virtual_node";
        if (edge.Client.Length == 0 && edge.Key.SpanId == 0)
        {
            (edge.Client, edge.VirtualNode) = ("user", "client");
            Complete(edge);
        }

        if (edge.Server.Length == 0)
        {
            (edge.Server, edge.VirtualNode) = (edge.Peer ?? "unknown", "server");
            Complete(edge);
        }
    }

    private static ulong SpanId(ReadOnlySpan<byte> id) => id.Length == sizeof(ulong) ? BinaryPrimitives.ReadUInt64BigEndian(id) : 0;
}
