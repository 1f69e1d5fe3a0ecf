using TracingReference.Collector.Configuration;
using TracingReference.Collector.Exporters.Clients;
using TracingReference.Collector.Exporters.Sending;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Exporters.OtlpHttp;

/// <summary>The otlp_http exporter: OTLP 1.9 over HTTP.</summary>
internal sealed class OtlpHttpExporterFactory() : ExporterFactory<OtlpHttpSettings>("otlp_http")
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(30);

    private static readonly (Signal Signal, string Key, string Path)[] Parts =
        [(Signal.Traces, "traces_endpoint", "/v1/traces"), (Signal.Metrics, "metrics_endpoint", "/v1/metrics"), (Signal.Logs, "logs_endpoint", "/v1/logs")];

    public override IReadOnlyList<string> Aliases => ["otlphttp"];

    protected override OtlpHttpSettings ReadSettings(ConfigReader reader)
    {
        var endpoint = reader.String("endpoint").TrimEnd('/');
        var endpoints = new Dictionary<Signal, Uri>();
        var isAnyGiven = false;
        foreach (var (signal, key, path) in Parts)
        {
            var text = reader.String(key, endpoint.Length > 0 ? endpoint + path : "");
            isAnyGiven |= text.Length > 0;
            if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
            {
                endpoints[signal] = url;
            }
            else if (text.Length > 0)
            {
                reader.StartError($"'{text}' is no http or https URL", reader.Has(key) ? key : "endpoint");
            }
        }

        if (!isAnyGiven)
        {
            reader.Error("at least one endpoint must be specified");
        }

        reader.Ignore("profiles_endpoint", "proxy_url", "read_buffer_size", "write_buffer_size", "compression_params", "max_idle_conns", "max_idle_conns_per_host",
            "max_conns_per_host", "idle_conn_timeout", "disable_keep_alives", "http2_read_idle_timeout", "http2_ping_timeout", "force_attempt_http2", "cookies", "middlewares");
        var settings = new OtlpHttpSettings(
            endpoints,
            reader.OneOf("encoding", false, ("proto", false), ("json", true)),
            ClientSettings.Read(reader, Compression.Gzip, Compression.Zlib, Compression.Deflate),
            SendingSettings.Read(reader, DefaultTimeout));
        reader.Finish();
        return settings;
    }

    protected override IExporter Create(OtlpHttpSettings settings, ComponentContext context) =>
        settings.Endpoints.TryGetValue(context.Signal, out var url)
            ? new SendingExporter(new OtlpHttpSender(url, settings, context), settings.Sending, context)
            : throw new StartException($"{context.Id}: there is no endpoint for {context.Signal.ToString().ToLowerInvariant()}");
}
