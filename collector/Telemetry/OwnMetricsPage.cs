using System.Globalization;
using System.Text;

namespace TracingReference.Collector.Telemetry;

/// <summary>The collector's own metrics as a scraper gets them: Prometheus' text format 0.0.4.</summary>
internal sealed class OwnMetricsPage(OwnMetrics metrics)
{
    private const string Prefix = "otelcol_";
    private const string ServiceName = "tracing-reference-collector";
    private readonly string _instance = Guid.NewGuid().ToString();

    public string Format()
    {
        var text = new StringBuilder();
        foreach (var (name, type, series) in metrics.Read())
        {
            text.Append(CultureInfo.InvariantCulture, $"# TYPE {Prefix}{name} {type}\n");
            foreach (var (labels, instrument) in series)
            {
                foreach (var (suffix, label, value) in instrument.Samples())
                {
                    var all = labels.Length > 0 && label.Length > 0 ? $"{labels},{label}" : labels + label;
                    text.Append(Prefix).Append(name).Append(suffix)
                        .Append(all.Length > 0 ? $"{{{all}}}" : "").Append(' ').Append(PrometheusNumber.Text(value)).Append('\n');
                }
            }
        }

        var version = typeof(OwnMetricsPage).Assembly.GetName().Version?.ToString(3) ?? "";
        var target = OwnLabels.Format([("service_instance_id", _instance), ("service_name", ServiceName), ("service_version", version)]);
        return text.Append("# TYPE target_info gauge\ntarget_info{").Append(target).Append("} 1\n").ToString();
    }

    /// <summary>Answers a scraper. Paths have their case, as Go's have.</summary>
    public Task AnswerAsync(HttpContext http)
    {
        if (http.Request.Path.Value is not "/metrics")
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        http.Response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        return http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(Format()), http.RequestAborted).AsTask();
    }
}
