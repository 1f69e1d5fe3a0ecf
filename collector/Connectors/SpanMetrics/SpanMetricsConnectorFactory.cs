using TracingReference.Collector.Configuration;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Connectors.SpanMetrics;

/// <summary>The span_metrics connector: counts and durations of spans as metrics.</summary>
internal sealed class SpanMetricsConnectorFactory() : ConnectorFactory<SpanMetricsSettings>("span_metrics")
{
    /// <summary>Upstream has no limit on series unless one is set; here this is the limit then.</summary>
    private const int DefaultMaxSeries = 100_000;
    private const int DefaultMaxResources = 1000;
    private const int DefaultMaxTimestamps = 1000;
    private const int DefaultMaxExemplars = 5;
    private const int DefaultMaxSize = 160;
    private static readonly TimeSpan DefaultFlushInterval = TimeSpan.FromSeconds(60);
    private static readonly double[] DefaultMilliseconds = [2, 4, 6, 8, 10, 50, 100, 200, 400, 800, 1000, 1400, 2000, 5000, 10_000, 15_000];

    public override IReadOnlyList<string> Aliases => ["spanmetrics"];

    public override IReadOnlyList<Signal> Signals => [Signal.Traces];

    public override bool Connects(Signal from, Signal to) => (from, to) == (Signal.Traces, Signal.Metrics);

    protected override SpanMetricsSettings ReadSettings(ConfigReader reader)
    {
        reader.Ignore("dimensions_cache_size", "add_resource_attributes");
        var histogram = reader.Section("histogram");
        var exemplars = reader.Section("exemplars");
        var events = reader.Section("events");
        var hasEvents = events?.Bool("enabled") ?? false;
        var eventDimensions = DimensionList.Read(events, "dimensions", hasEvents);
        var (unit, nanoseconds) = histogram?.OneOf("unit", ("ms", 1e6), ("ms", ("ms", 1e6)), ("s", ("s", 1e9))) ?? ("ms", 1e6);
        var cardinality = reader.Int32("aggregation_cardinality_limit");
        var hasExemplars = exemplars?.Bool("enabled") ?? false;
        var maxExemplars = exemplars?.Int32("max_per_data_point", DefaultMaxExemplars) ?? 0;
        var (bounds, maxSize) = ReadBuckets(histogram, nanoseconds);
        var settings = new SpanMetricsSettings
        {
            Namespace = reader.String("namespace", "traces.span.metrics"),
            FlushInterval = reader.Duration("metrics_flush_interval", DefaultFlushInterval),
            Expiration = reader.Duration("metrics_expiration", TimeSpan.Zero),
            SeriesExpiration = reader.Duration("series_expiration", TimeSpan.Zero),
            IsDelta = reader.String("aggregation_temporality") == "AGGREGATION_TEMPORALITY_DELTA",
            MaxTimestamps = reader.Int32("metric_timestamp_cache_size", DefaultMaxTimestamps),
            Unit = unit,
            UnitNanoseconds = nanoseconds,
            Bounds = bounds,
            MaxSize = maxSize,
            HasHistogram = histogram?.Bool("disable") != true,
            Dimensions = DimensionList.Read(reader, "dimensions"),
            CallsDimensions = DimensionList.Read(reader, "calls_dimensions"),
            DurationDimensions = DimensionList.Read(histogram, "dimensions"),
            EventDimensions = hasEvents ? eventDimensions : null,
            Excluded = reader.Strings("exclude_dimensions"),
            Scopes = reader.Strings("include_instrumentation_scope"),
            ResourceKey = reader.Strings("resource_metrics_key_attributes"),
            MaxResources = reader.Int32("resource_metrics_cache_size", DefaultMaxResources),
            MaxSeries = cardinality > 0 ? cardinality : DefaultMaxSeries,
            MaxExemplars = hasExemplars ? maxExemplars : 0,
            TellsSamplingMethod = reader.Bool("enable_metrics_sampling_method"),
        };
        histogram?.Finish();
        exemplars?.Finish();
        events?.Finish();
        reader.Finish();
        Check(reader, settings, cardinality);
        if (settings.EventDimensions?.IsEmpty == true)
        {
            reader.Error("no dimensions configured for events", "events");
        }

        if (settings.MaxExemplars < 0)
        {
            exemplars!.Error("must be positive", "max_per_data_point");
        }

        return settings;
    }

    protected override IExporter Create(SpanMetricsSettings settings, ComponentContext context, Signal to, IConsumer next) =>
        new SpanMetricsConnector(settings, context, next);

    private static (double[]? Bounds, int MaxSize) ReadBuckets(ConfigReader? histogram, double nanoseconds)
    {
        var explicitly = histogram?.Section("explicit");
        var exponential = histogram?.SectionOrEmpty("exponential");
        var buckets = explicitly?.Durations("buckets");
        explicitly?.Finish();
        if (exponential is not null)
        {
            if (explicitly is not null)
            {
                histogram!.Error("use either `explicit` or `exponential` buckets histogram");
            }

            var size = exponential.Int32("max_size");
            exponential.Finish();
            return (null, size > 0 ? size : DefaultMaxSize);
        }

        return ([.. buckets?.Select(bucket => bucket.Ticks * 100 / nanoseconds) ?? DefaultMilliseconds.Select(bound => bound * 1e6 / nanoseconds)], 0);
    }

    private static void Check(ConfigReader reader, SpanMetricsSettings settings, int cardinality)
    {
        if (settings.FlushInterval < TimeSpan.Zero)
        {
            reader.Error("must be positive", "metrics_flush_interval");
        }
        else if (settings.FlushInterval == TimeSpan.Zero)
        {
            reader.StartError("must be positive", "metrics_flush_interval");
        }

        if (settings.Expiration < TimeSpan.Zero)
        {
            reader.Error("must be positive", "metrics_expiration");
        }

        if (settings.SeriesExpiration < TimeSpan.Zero)
        {
            reader.Error("must be positive", "series_expiration");
        }

        if (settings.IsDelta && settings.MaxTimestamps <= 0)
        {
            reader.Error("must be positive where aggregation_temporality is delta", "metric_timestamp_cache_size");
        }

        if (cardinality < 0)
        {
            reader.Error("must be positive", "aggregation_cardinality_limit");
        }

        if (settings.MaxResources <= 0)
        {
            reader.StartError("must be positive", "resource_metrics_cache_size");
        }
    }
}
