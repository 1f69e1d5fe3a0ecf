using System.Globalization;
using TracingReference.Collector.Configuration;
using TracingReference.Collector.Exporters.Clients;
using TracingReference.Collector.Exporters.Sending;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Exporters.OtlpGrpc;

/// <summary>The otlp exporter: OTLP 1.9 over gRPC.</summary>
internal sealed class OtlpExporterFactory() : ExporterFactory<OtlpSettings>("otlp_grpc")
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(5);
    private static readonly Uri Nowhere = new("http://localhost:4317");

    public override IReadOnlyList<string> Aliases => ["otlp"];

    protected override OtlpSettings ReadSettings(ConfigReader reader)
    {
        var client = ClientSettings.Read(reader, Compression.Gzip);
        reader.Ignore("keepalive", "read_buffer_size", "write_buffer_size", "wait_for_ready", "balancer_name", "middlewares");
        var settings = new OtlpSettings(
            ReadEndpoint(reader, client.Tls.IsInsecure), reader.String("authority"), client, SendingSettings.Read(reader, DefaultTimeout));
        reader.Finish();
        return settings;
    }

    protected override IExporter Create(OtlpSettings settings, ComponentContext context) =>
        new SendingExporter(new OtlpSender(settings, context), settings.Sending, context);

    // Upstream's rule: TLS is spoken unless tls::insecure is set; https insists on it, http alone does not do without it.
    private static Uri ReadEndpoint(ConfigReader reader, bool isInsecure)
    {
        var text = reader.String("endpoint");
        var scheme = text.Split("://", 2) is [var before, _] ? before : "";
        var authority = scheme switch
        {
            "dns" => text["dns://".Length..].TrimStart('/'),
            "" => text.StartsWith("dns:", StringComparison.Ordinal) ? text["dns:".Length..] : text,
            _ => text[(scheme.Length + 3)..].TrimEnd('/'),
        };
        if (text.Length == 0)
        {
            reader.Error("requires a non-empty \"endpoint\"");
            return Nowhere;
        }

        var colon = authority.LastIndexOf(':');
        if (colon < 0 || !ushort.TryParse(authority.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out _))
        {
            reader.Error($"'{text}' has no valid port; it must be host:port", "endpoint");
            return Nowhere;
        }

        if (scheme is "" or "dns" or "http" or "https" && Uri.TryCreate($"{(isInsecure && scheme != "https" ? "http" : "https")}://{authority}", UriKind.Absolute, out var url))
        {
            return url;
        }

        reader.StartError($"'{text}' cannot be reached from here: it must be host:port, with http, https or dns before it", "endpoint");
        return Nowhere;
    }
}
