using System.Text;
using System.Text.Json;
using TracingReference.Collector.Pipelines;
using TracingReference.Collector.Serving;

namespace TracingReference.Collector.Extensions.HealthCheck;

/// <summary>Answers 200 while the pipelines run, and 503 before and after that.</summary>
internal sealed class HealthCheckExtension(HealthCheckSettings settings, TimeProvider time) : IComponent, IPipelineWatcher
{
    private SmallServer? _server;
    private DateTimeOffset? _upSince;

    /// <summary>Where it answers, once it has started.</summary>
    public string Url => _server?.Urls[0] ?? "";

    public async Task StartAsync(CancellationToken cancellationToken) =>
        _server = await SmallServer.StartAsync(settings.Endpoint, AnswerAsync, cancellationToken).ConfigureAwait(false);

    public void Ready() => _upSince = time.GetUtcNow();

    public void NotReady() => _upSince = null;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (_server is not null)
        {
            await _server.DisposeAsync().ConfigureAwait(false);
        }
    }

    private Task AnswerAsync(HttpContext http)
    {
        if (http.Request.Path != settings.Path)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        var upSince = _upSince;
        http.Response.StatusCode = upSince is null ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
        var text = upSince is null ? settings.Unhealthy : settings.Healthy;
        http.Response.ContentType = text is null ? "application/json" : "text/plain";
        return http.Response.Body.WriteAsync(text is null ? Body(upSince) : Encoding.UTF8.GetBytes(text), http.RequestAborted).AsTask();
    }

    private byte[] Body(DateTimeOffset? upSince) => upSince is { } since
        ? JsonSerializer.SerializeToUtf8Bytes(new { status = "Server available", upSince = since, uptime = $"{(time.GetUtcNow() - since).TotalSeconds}s" })
        : JsonSerializer.SerializeToUtf8Bytes(new { status = "Server not available", upSince = DateTimeOffset.MinValue, uptime = "" });
}
