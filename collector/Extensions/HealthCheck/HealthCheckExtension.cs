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

    public Task StopAsync(CancellationToken limit) => _server?.StopAsync(limit) ?? Task.CompletedTask;

    private Task AnswerAsync(HttpContext http)
    {
        var path = http.Request.Path.Value ?? "";
        if (!IsServed(path))
        {
            var isWithoutSlash = IsServed($"{path}/");
            http.Response.StatusCode = isWithoutSlash ? StatusCodes.Status307TemporaryRedirect : StatusCodes.Status404NotFound;
            http.Response.Headers.Location = isWithoutSlash ? $"{path}/" : default;
            return Task.CompletedTask;
        }

        var upSince = _upSince;
        http.Response.StatusCode = upSince is null ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
        var text = upSince is null ? settings.Unhealthy : settings.Healthy;
        http.Response.ContentType = text is null ? "application/json" : "text/plain";
        return http.Response.Body.WriteAsync(text is null ? Body(upSince) : Encoding.UTF8.GetBytes(text), http.RequestAborted).AsTask();
    }

    // As Go's ServeMux has it: a path that ends with a slash stands for all below it, and so / for everything.
    private bool IsServed(string path) => settings.Path.EndsWith('/') ? path.StartsWith(settings.Path, StringComparison.Ordinal) : path == settings.Path;

    private byte[] Body(DateTimeOffset? upSince) => upSince is { } since
        ? JsonSerializer.SerializeToUtf8Bytes(new { status = "Server available", upSince = since, uptime = $"{(time.GetUtcNow() - since).TotalSeconds}s" })
        : JsonSerializer.SerializeToUtf8Bytes(new { status = "Server not available", upSince = DateTimeOffset.MinValue, uptime = "" });
}
