using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Buffers;
using TracingReference.Collector.Exporters.Clients;
using TracingReference.Collector.Exporters.Sending;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Otlp.Json;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Exporters.OtlpHttp;

/// <summary>Posts batches to one URL (OTLP 1.9, "OTLP/HTTP").</summary>
internal sealed partial class OtlpHttpSender(Uri url, OtlpHttpSettings settings, ComponentContext context) : ISender
{
    private static readonly MediaTypeHeaderValue Json = new("application/json");
    private static readonly MediaTypeHeaderValue Protobuf = new("application/x-protobuf");
    private readonly ILogger _logger = context.Logger;
    // What the last request took: the next one is about as large, and a buffer that fits is not copied while it grows.
    private volatile int _capacity = 4096;
    private HttpMessageInvoker? _client;
    private IClientAuthenticator? _authenticator;

    public IReadOnlyList<(string Name, string Value)> Labels { get; } =
    [
        ("server_address", url.Host),
        ("server_port", url.Port.ToString(CultureInfo.InvariantCulture)),
        ("url_path", url.AbsolutePath),
    ];

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _authenticator = settings.Client.Authenticator.Length > 0 ? context.Extension<IClientAuthenticator>(settings.Client.Authenticator) : null;
        _client = new(settings.Client.CreateHandler());
        return Task.CompletedTask;
    }

    public async ValueTask SendAsync(Batch batch, CancellationToken cancellationToken)
    {
        using var request = Request(batch);
        try
        {
            using var response = await _client!.SendAsync(request, cancellationToken).ConfigureAwait(false);
            var body = await HttpAnswer.ReadAsync(response, cancellationToken).ConfigureAwait(false);
            var refused = HttpAnswer.Check(response, body, url, context.Time.GetUtcNow());
            if (refused is not null)
            {
                LogPartial(_logger, url, refused);
            }
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            throw new SendException($"failed to make an HTTP request: Post \"{url}\": {error.Message}", error);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _client?.Dispose();
        return Task.CompletedTask;
    }

    private HttpRequestMessage Request(Batch batch)
    {
        var content = new WireContent(Body(batch));
        content.Headers.ContentType = settings.IsJson ? Json : Protobuf;
        if (Packer.Name(settings.Client.Compression) is { } encoding)
        {
            content.Headers.ContentEncoding.Add(encoding);
        }

        var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = content, Version = HttpVersion.Version11 };
        foreach (var (name, value) in settings.Client.Headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        _authenticator?.Authenticate(request.Headers);
        return request;
    }

    private WireWriter Body(Batch batch)
    {
        var body = new WireWriter(_capacity);
        if (settings.IsJson)
        {
            var json = new ArrayBufferWriter<byte>();
            WireToJson.Convert(batch, json);
            body.Raw(json.WrittenSpan);
        }
        else
        {
            batch.Write(body);
            _capacity = body.Length;
        }

        if (settings.Client.Compression == Compression.None)
        {
            return body;
        }

        using (body)
        {
            var packed = new WireWriter();
            Packer.Pack(settings.Client.Compression, body.Written, packed);
            return packed;
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Url} took only a part: {Message}")]
    private static partial void LogPartial(ILogger logger, Uri url, string message);
}
