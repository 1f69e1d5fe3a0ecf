using System.Text;
using TracingReference.Collector.Exporters.Sending;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;
using TracingReference.Collector.Serving;
using TracingReference.Collector.Telemetry;

namespace TracingReference.Collector.Exporters.Prometheus;

/// <summary>Keeps the last value of every series, and shows them to whoever scrapes.</summary>
internal sealed class PrometheusSender(PrometheusSettings settings, ComponentContext context) : ISender
{
    private readonly SeriesStore _store = new(settings, context.Time);
    private readonly OwnCounter _dropped = context.Metrics.Counter("exporter_prometheus_dropped_points", MetricsLevel.Basic, ("exporter", context.Id.ToString()));
    private SmallServer? _server;

    public async Task StartAsync(CancellationToken cancellationToken) =>
        _server = await SmallServer.StartAsync(settings.Endpoint, AnswerAsync, cancellationToken).ConfigureAwait(false);

    public ValueTask SendAsync(Batch batch, CancellationToken cancellationToken)
    {
        _dropped.Add(_store.Add(batch));
        return ValueTask.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => _server?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    /// <summary>A scrape, as whoever accepts that header gets it.</summary>
    internal (string ContentType, string Text) Scrape(string accept)
    {
        var isOpenMetrics = settings.OffersOpenMetrics && accept.Contains("application/openmetrics-text", StringComparison.OrdinalIgnoreCase);
        var exposition = new Exposition(settings, isOpenMetrics);
        _store.Read(exposition.Add);
        var type = isOpenMetrics ? "application/openmetrics-text; version=1.0.0" : "text/plain; version=0.0.4";
        return ($"{type}; charset=utf-8; escaping=underscores", exposition.Finish());
    }

    /// <summary>Answers a scraper. Paths have their case, as Go's have.</summary>
    internal Task AnswerAsync(HttpContext http)
    {
        if (http.Request.Path.Value is not "/metrics")
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        var (contentType, text) = Scrape(http.Request.Headers.Accept.ToString());
        http.Response.ContentType = contentType;
        return http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), http.RequestAborted).AsTask();
    }
}
