using TracingReference.Collector.Configuration;
using TracingReference.Collector.Exporters.Sending;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Exporters.Prometheus;

/// <summary>The prometheus exporter: metrics for a scraper to fetch.</summary>
internal sealed class PrometheusExporterFactory() : ExporterFactory<PrometheusSettings>("prometheus")
{
    private static readonly TimeSpan DefaultExpiration = TimeSpan.FromMinutes(5);

    public override IReadOnlyList<Signal> Signals => [Signal.Metrics];

    protected override PrometheusSettings ReadSettings(ConfigReader reader)
    {
        // Of no effect since upstream goes by translation_strategy alone.
        reader.Bool("add_metric_suffixes", true);
        reader.Ignore("sending_queue", "cors", "response_headers", "compression_algorithms", "read_timeout", "read_header_timeout", "write_timeout", "idle_timeout",
            "keep_alives_enabled", "middlewares", "max_request_body_size", "include_metadata", "transport", "timeout", "retry_on_failure");
        foreach (var key in new[] { "tls", "auth" })
        {
            if (reader.Has(key))
            {
                reader.StartError("is not supported by this exporter here", key);
            }
        }

        var conversion = reader.Section("resource_to_telemetry_conversion");
        var (withSuffixes, withUtf8) = reader.OneOf("translation_strategy", (true, false),
            ("", (true, false)),
            ("UnderscoreEscapingWithSuffixes", (true, false)),
            ("UnderscoreEscapingWithoutSuffixes", (false, false)),
            ("NoUTF8EscapingWithSuffixes", (true, true)),
            ("NoTranslation", (false, true)));
        var settings = new PrometheusSettings(
            reader.String("endpoint"),
            new(withSuffixes, withUtf8, reader.String("namespace")),
            reader.StringMap("const_labels"),
            reader.Bool("send_timestamps"),
            reader.Duration("metric_expiration", DefaultExpiration),
            conversion?.Bool("enabled") ?? false,
            conversion?.Bool("exclude_service_attributes") ?? false,
            !reader.Bool("without_scope_info"),
            reader.Bool("enable_open_metrics"));
        conversion?.Finish();
        reader.Finish();
        if (settings.Endpoint.Length == 0)
        {
            reader.StartError("expecting a non-blank address to run the Prometheus metrics handler", "endpoint");
        }

        return settings;
    }

    protected override IExporter Create(PrometheusSettings settings, ComponentContext context) =>
        new SendingExporter(new PrometheusSender(settings, context), SendingSettings.Direct, context);
}
