using TracingReference.Collector.Configuration;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Receivers.Otlp;

/// <summary>One of the receiver's two servers.</summary>
/// <param name="Endpoint">Host and port.</param>
/// <param name="MaxBytes">The largest request, unpacked.</param>
/// <param name="IncludeMetadata">Whether headers go along with the batch.</param>
/// <param name="Authenticator">The extension that checks requests; empty for none.</param>
/// <param name="Tls">How TLS is spoken; null for plain text.</param>
/// <param name="Paths">HTTP: the path of each signal.</param>
/// <param name="HeaderTimeout">How long a client may take to send the head of a request.</param>
/// <param name="IdleTimeout">How long a connection may be without a request.</param>
internal sealed record OtlpServerSettings(
    string Endpoint, int MaxBytes, bool IncludeMetadata, string Authenticator, ServerTls? Tls, IReadOnlyDictionary<string, Signal> Paths,
    TimeSpan HeaderTimeout, TimeSpan IdleTimeout)
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(1);
    private const int MiB = 1024 * 1024;


    public static OtlpServerSettings ReadGrpc(ConfigReader reader)
    {
        var size = reader.Int("max_recv_msg_size_mib");
        reader.Ignore("transport", "max_concurrent_streams", "read_buffer_size", "write_buffer_size", "keepalive", "middlewares");
        return ReadCommon(reader, "localhost:4317", size > 0 ? Bounded(Math.Min(size, int.MaxValue) * MiB) : 4 * MiB, [], DefaultTimeout, DefaultTimeout);
    }

    public static OtlpServerSettings ReadHttp(ConfigReader reader)
    {
        var size = reader.Int("max_request_body_size");
        reader.Ignore("cors", "response_headers", "compression_algorithms", "read_timeout", "write_timeout",
            "keep_alives_enabled", "middlewares", "transport");
        return ReadCommon(reader, "localhost:4318", size > 0 ? Bounded(size) : 20 * MiB, new()
        {
            [Path("traces_url_path", "/v1/traces")] = Signal.Traces,
            [Path("metrics_url_path", "/v1/metrics")] = Signal.Metrics,
            [Path("logs_url_path", "/v1/logs")] = Signal.Logs,
        }, Timeout("read_header_timeout"), Timeout("idle_timeout"));

        // As in Go, 0 is no timeout; here every wait has one.
        TimeSpan Timeout(string key) => reader.Duration(key, DefaultTimeout) is { Ticks: > 0 } timeout ? timeout : DefaultTimeout;

        string Path(string key, string fallback) => reader.String(key, fallback) is ['/', ..] path ? path : $"/{reader.String(key, fallback)}";
    }

    // A request is held in one array.
    private static int Bounded(long size) => (int)Math.Min(size, Array.MaxLength);

    private static OtlpServerSettings ReadCommon(
        ConfigReader reader, string endpoint, int maxBytes, Dictionary<string, Signal> paths, TimeSpan headerTimeout, TimeSpan idleTimeout)
    {
        var settings = new OtlpServerSettings(
            reader.String("endpoint", endpoint), maxBytes, reader.Bool("include_metadata"),
            reader.Section("auth") is { } auth ? ReadAuthenticator(auth) : "",
            reader.Section("tls") is { } tls ? ServerTls.Read(tls) : null, paths, headerTimeout, idleTimeout);
        if (!HostAndPort.TryParse(settings.Endpoint, out _))
        {
            reader.Warn($"'{settings.Endpoint}' is no host and port to listen on", "endpoint");
        }

        reader.Finish();
        return settings;
    }

    private static string ReadAuthenticator(ConfigReader auth)
    {
        var name = auth.String("authenticator");
        auth.Ignore("request_params");
        auth.Finish();
        return name;
    }
}
