using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using TracingReference.Collector.Exporters.OtlpHttp;
using TracingReference.Collector.Exporters.Prometheus;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Telemetry;
using TracingReference.Collector.Tests.Exporters;

namespace TracingReference.Collector.Tests.Telemetry;

/// <summary>The collector's own metrics have the names, types, labels and levels of the real one's.</summary>
public sealed partial class OwnMetricsTests
{
    private static readonly JsonNode[] Names =
    [
        .. JsonNode.Parse(File.ReadAllText(TestContext.Golden("own-metrics", "names.json")))!.AsArray().Select(row => row!)
            .Where(row => row["name"]!.ToString() is var name
                && (name.StartsWith("otelcol_exporter_", StringComparison.Ordinal) || name.StartsWith("otelcol_process_", StringComparison.Ordinal))),
    ];

    [Theory]
    [InlineData("Basic")]
    [InlineData("Normal")]
    [InlineData("Detailed")]
    public async Task Exporters_and_the_process_tell_what_the_real_ones_do(string level)
    {
        var context = new TestContext(TimeProvider.System, Enum.Parse<MetricsLevel>(level));
        ProcessMetrics.AddTo(context.Metrics, TimeProvider.System);
        var status = StatusCodes.Status200OK;
        await using var backEnd = await BackEnd.StartAsync(HttpProtocols.Http1, http =>
        {
            http.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        var prometheus = context.Exporter(new PrometheusExporterFactory(), "{endpoint: '127.0.0.1:0'}", Signal.Metrics);
        var otlp = context.Exporter(new OtlpHttpExporterFactory(), $"{{endpoint: '{backEnd.Url}', sending_queue: {{num_consumers: 1}}}}");
        await otlp.StartAsync(default);
        await otlp.ConsumeAsync(TestContext.Span("a"), default);
        await backEnd.NextAsync();
        status = StatusCodes.Status400BadRequest;
        await otlp.ConsumeAsync(TestContext.Span("b"), default);
        await otlp.StopAsync(default);
        await prometheus.StopAsync(default);

        var lines = new OwnMetricsPage(context.Metrics).Format().Split('\n');
        foreach (var row in Names)
        {
            var name = row["name"]!.ToString();
            var isShown = row["level"]!.ToString() != "detailed" || level == "Detailed";
            Assert.Equal(isShown, lines.Contains($"# TYPE {name} {row["type"]}"));
            if (isShown && level == "Detailed")
            {
                var series = lines.Where(line => line.StartsWith($"{name}{{", StringComparison.Ordinal) || line.StartsWith($"{name}_sum{{", StringComparison.Ordinal));
                Assert.Equal(row["labels"]!.AsArray().Select(label => label!.ToString()), series.SelectMany(Labels).Distinct().Order(StringComparer.Ordinal));
            }
        }
    }

    private static IEnumerable<string> Labels(string line) => Label().Matches(line).Select(match => match.Groups[1].Value);

    [GeneratedRegex("[{,]([a-z_]+)=")]
    private static partial Regex Label();
}
