using System.Globalization;
using System.Text;

namespace TracingReference.Collector.Telemetry;

/// <summary>The collector's own metrics as a scraper gets them: Prometheus' text format 0.0.4.</summary>
/// <param name="metrics">What is shown.</param>
/// <param name="resource">service::telemetry::resource: attributes of target_info besides the usual three, or in their place; null leaves one out.</param>
internal sealed class OwnMetricsPage(OwnMetrics metrics, IReadOnlyDictionary<string, string?> resource)
{
    private const string Prefix = "otelcol_";
    private readonly string _target = Target(resource);

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

        return text.Append("# TYPE target_info gauge\ntarget_info{").Append(_target).Append("} 1\n").ToString();
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

    private static string Target(IReadOnlyDictionary<string, string?> resource)
    {
        var attributes = new SortedDictionary<string, string?>(StringComparer.Ordinal)
        {
            ["service.instance.id"] = Guid.NewGuid().ToString(),
            ["service.name"] = "collector",
            ["service.version"] = typeof(OwnMetricsPage).Assembly.GetName().Version?.ToString(3),
        };
        foreach (var (name, value) in resource)
        {
            attributes[name] = value;
        }

        // Two names may become one; which of them is shown then is of no account, but there must not be both.
        var labels = attributes.Where(attribute => attribute.Value is not null)
            .Select(attribute => (Name: LabelOf(attribute.Key), Value: attribute.Value!)).DistinctBy(label => label.Name);
        return OwnLabels.Format([.. labels]);
    }

    private static string LabelOf(string attribute)
    {
        var label = string.Concat(attribute.Select(static character => char.IsAsciiLetterOrDigit(character) ? character : '_'));
        return label is [>= '0' and <= '9', ..] ? $"_{label}" : label;
    }
}
