using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using TracingReference.Collector.Exporters.Clients;
using TracingReference.Collector.Exporters.Sending;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Exporters.OtlpGrpc;

/// <summary>
/// Calls Export of a signal's service, straight on HTTP/2 (gRPC over HTTP2: 5 bytes before the message, the status in the
/// trailers). A request costs one pooled buffer, and a second one where it is packed.
/// </summary>
internal sealed partial class OtlpSender(OtlpSettings settings, ComponentContext context) : ISender
{
    private const int FrameHeader = 5;
    private static readonly MediaTypeHeaderValue Grpc = new("application/grpc");
    private readonly ILogger _logger = context.Logger;

    private readonly Uri _method = new(settings.Endpoint, context.Signal switch
    {
        Signal.Traces => "/opentelemetry.proto.collector.trace.v1.TraceService/Export",
        Signal.Metrics => "/opentelemetry.proto.collector.metrics.v1.MetricsService/Export",
        _ => "/opentelemetry.proto.collector.logs.v1.LogsService/Export",
    });

    // What the last request took: the next one is about as large, and a buffer that fits is not copied while it grows.
    private volatile int _capacity = 4096;
    private HttpMessageInvoker? _client;
    private IClientAuthenticator? _authenticator;

    public IReadOnlyList<(string Name, string Value)> Labels { get; } =
        [("server_address", settings.Endpoint.Host), ("server_port", settings.Endpoint.Port.ToString(CultureInfo.InvariantCulture))];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _authenticator = settings.Client.Authenticator.Length > 0 ? context.Extension<IClientAuthenticator>(settings.Client.Authenticator) : null;
        if (_authenticator is not null && settings.Endpoint.Scheme == Uri.UriSchemeHttp)
        {
            // As gRPC itself has it; over HTTP upstream leaves it to the one who configures it.
            throw new StartException($"the credentials of '{settings.Client.Authenticator}' require TLS, and tls::insecure is set: {settings.Endpoint} would get them in the clear");
        }

        var handler = settings.Client.CreateHandler();
        handler.AutomaticDecompression = DecompressionMethods.None;
        handler.EnableMultipleHttp2Connections = true;
        _client = new(handler);
        return Task.CompletedTask;
    }

    public async ValueTask SendAsync(Batch batch, CancellationToken cancellationToken)
    {
        using var request = Request(batch);
        try
        {
            using var response = await _client!.SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (await GrpcAnswer.CheckAsync(response, cancellationToken).ConfigureAwait(false) is { } message)
            {
                LogPartial(_logger, settings.Endpoint, message);
            }
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw new SendException(GoStatus.Describe(StatusCode.Unavailable, $"connection error: {error.Message}"), error) { Status = StatusCode.Unavailable };
        }
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _client?.Dispose();
        return Task.CompletedTask;
    }

    private HttpRequestMessage Request(Batch batch)
    {
        var content = new WireContent(Frame(batch));
        content.Headers.ContentType = Grpc;
        var request = new HttpRequestMessage(HttpMethod.Post, _method)
        {
            Content = content, Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        request.Headers.TryAddWithoutValidation("te", "trailers");
        if (settings.Client.Compression == Compression.Gzip)
        {
            request.Headers.TryAddWithoutValidation("grpc-encoding", "gzip");
        }

        if (settings.Authority.Length > 0)
        {
            request.Headers.Host = settings.Authority;
        }

        if (settings.Sending.Timeout > TimeSpan.Zero)
        {
            // Eight digits are all that the protocol allows.
            var milliseconds = Math.Min((long)settings.Sending.Timeout.TotalMilliseconds, 99_999_999);
            request.Headers.TryAddWithoutValidation("grpc-timeout", string.Create(CultureInfo.InvariantCulture, $"{milliseconds}m"));
        }

        foreach (var (name, value) in settings.Client.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        _authenticator?.Authenticate(request.Headers);
        return request;
    }

    private WireWriter Frame(Batch batch)
    {
        var frame = new WireWriter(_capacity);
        frame.Raw([0, 0, 0, 0, 0]);
        if (settings.Client.Compression == Compression.Gzip)
        {
            using var plain = new WireWriter(_capacity);
            batch.Write(plain);
            _capacity = plain.Length;
            Packer.Pack(Compression.Gzip, plain.Written, frame);
            frame.WrittenMemory.Span[0] = 1;
        }
        else
        {
            batch.Write(frame);
            _capacity = frame.Length;
        }

        BinaryPrimitives.WriteInt32BigEndian(frame.WrittenMemory.Span[1..], frame.Length - FrameHeader);
        return frame;
    }

    [LoggerMessage(LogLevel.Warning, "{Endpoint} took only a part: {Message}")]
    private static partial void LogPartial(ILogger logger, Uri endpoint, string message);
}
