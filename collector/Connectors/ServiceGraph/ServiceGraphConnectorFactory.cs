using TracingReference.Collector.Configuration;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Connectors.ServiceGraph;

/// <summary>The service_graph connector: who calls whom, as metrics.</summary>
internal sealed class ServiceGraphConnectorFactory() : ConnectorFactory<ServiceGraphSettings>("service_graph")
{
    private const int DefaultMaxItems = 1000;
    private static readonly TimeSpan DefaultTtl = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan DefaultExpirationLoop = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan DefaultCacheLoop = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan DefaultFlushInterval = TimeSpan.FromSeconds(60);
    private static readonly double[] DefaultBounds = [0.002, 0.004, 0.006, 0.008, 0.01, 0.05, 0.1, 0.2, 0.4, 0.8, 1, 1.4, 2, 5, 10, 15];

    public override IReadOnlyList<string> Aliases => ["servicegraph"];

    public override IReadOnlyList<Signal> Signals => [Signal.Traces];

    public override bool Connects(Signal from, Signal to) => (from, to) == (Signal.Traces, Signal.Metrics);

    protected override ServiceGraphSettings ReadSettings(ConfigReader reader)
    {
        var store = reader.Section("store");
        var buckets = reader.Durations("latency_histogram_buckets");
        var maxSize = reader.Int32("exponential_histogram_max_size");
        var databases = reader.Strings("database_name_attributes");
        var settings = new ServiceGraphSettings(
            maxSize > 0 ? null : buckets is null ? DefaultBounds : [.. buckets.Select(bucket => bucket.TotalSeconds)],
            maxSize,
            reader.Strings("dimensions"),
            store?.Duration("ttl", DefaultTtl) ?? DefaultTtl,
            store?.Int32("max_items", DefaultMaxItems) ?? DefaultMaxItems,
            Positive(reader.Duration("store_expiration_loop", DefaultExpirationLoop), DefaultExpirationLoop),
            Positive(reader.Duration("cache_loop", DefaultCacheLoop), DefaultCacheLoop),
            reader.Strings("virtual_node_peer_attributes", "peer.service", "db.name", "db.system"),
            reader.Bool("virtual_node_extra_label"),
            databases.Count > 0 ? databases : ["db.name"],
            reader.Duration("metrics_flush_interval", DefaultFlushInterval),
            reader.Duration("metrics_timestamp_offset", TimeSpan.Zero));
        store?.Finish();
        reader.Finish();
        if (buckets is null && maxSize < 0)
        {
            reader.Error("can not be negative", "exponential_histogram_max_size");
        }

        if (buckets is not null && maxSize > 0)
        {
            reader.Error("use either `latency_histogram_buckets` or `exponential_histogram_max_size`");
        }

        return settings;
    }

    protected override IExporter Create(ServiceGraphSettings settings, ComponentContext context, Signal to, IConsumer next) =>
        new ServiceGraphConnector(settings, context, next);

    private static TimeSpan Positive(TimeSpan value, TimeSpan fallback) => value > TimeSpan.Zero ? value : fallback;
}
