using TracingReference.Collector.Configuration;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Exporters.OtlpHttp;

/// <summary>The otlp_http exporter: OTLP 1.9 over HTTP.</summary>
internal sealed class OtlpHttpExporterFactory() : ExporterFactory<OtlpHttpSettings>("otlp_http")
{
    public override IReadOnlyList<string> Aliases => ["otlphttp"];

    protected override OtlpHttpSettings ReadSettings(ConfigReader reader)
    {
        var endpoint = reader.String("endpoint").TrimEnd('/');
        var endpoints = new Dictionary<Signal, string>();
        foreach (var (signal, key, path) in new[] { (Signal.Traces, "traces_endpoint", "/v1/traces"), (Signal.Metrics, "metrics_endpoint", "/v1/metrics"), (Signal.Logs, "logs_endpoint", "/v1/logs") })
        {
            if (reader.String(key, endpoint.Length > 0 ? endpoint + path : "") is { Length: > 0 } url)
            {
                endpoints[signal] = url;
            }
        }

        if (endpoints.Count == 0)
        {
            reader.Error("at least one endpoint must be specified");
        }

        var isJson = reader.OneOf("encoding", false, ("proto", false), ("json", true));
        reader.Ignore("compression", "sending_queue", "retry_on_failure");
        reader.Finish();
        return new(endpoints, isJson);
    }

    protected override IExporter Create(OtlpHttpSettings settings, ComponentContext context) => new OtlpHttpExporter(settings, context);
}
