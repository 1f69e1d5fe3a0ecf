using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using TracingReference.Collector.Configuration;
using TracingReference.Collector.Telemetry;
using TracingReference.Collector.Tests.Exporters;
using TracingReference.Collector.Tests.Processors;
using TracingReference.Collector.Tests.Running;

namespace TracingReference.Collector.Tests.Telemetry;

/// <summary>The collector's own metrics have the names, types, labels and levels of the real one's, of every component that was recorded.</summary>
public sealed partial class OwnMetricsTests
{
    private static readonly string[] Levels = ["basic", "normal", "detailed"];

    // The filter processor is OTTL, which is not here.
    private static readonly JsonNode[] Names =
    [
        .. Golden.Document("own-metrics", "names.json").AsArray().Select(row => row!)
            .Where(row => !row["name"]!.ToString().StartsWith("otelcol_processor_filter_", StringComparison.Ordinal)),
    ];

    private static readonly string[] Normal = File.ReadAllLines(TestContext.Golden("own-metrics", "normal.txt"));

    // A span of each kind that the service graph pairs, so that every counter has something to count.
    private static readonly byte[] Request = Encoding.UTF8.GetBytes("""
        {"resourceSpans":[
          {"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"a"}}]},"scopeSpans":[{"spans":[
            {"traceId":"000000000000000000000000000000f1","spanId":"00000000000000a1","name":"call","kind":3,"startTimeUnixNano":"1","endTimeUnixNano":"2"}]}]},
          {"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"b"}}]},"scopeSpans":[{"spans":[
            {"traceId":"000000000000000000000000000000f1","spanId":"00000000000000b1","parentSpanId":"00000000000000a1","name":"answer","kind":2,"startTimeUnixNano":"1","endTimeUnixNano":"2","status":{"code":2}}]}]}]}
        """);

    public static TheoryData<string> EachLevel => new(Levels);

    [Theory]
    [MemberData(nameof(EachLevel))]
    public async Task EveryComponentTellsWhatTheRealOneDoes(string level)
    {
        await using var backEnd = await BackEnd.StartAsync(HttpProtocols.Http1, http =>
        {
            http.Response.StatusCode = http.Request.Path.StartsWithSegments("/bad") ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK;
            return Task.CompletedTask;
        });
        await using var collector = await CollectorProcess.StartAsync($$"""
            processors:
              memory_limiter: { check_interval: 1s, limit_mib: 500 }
              attributes: { actions: [{ key: nothing, action: delete }] }
              redaction: { allow_all_keys: true }
              probabilistic_sampler: { sampling_percentage: 100 }
              tail_sampling: { decision_wait: 1s, policies: [{ name: errors, type: status_code, status_code: { status_codes: [ERROR] } }] }
              batch: { timeout: 10ms }
            connectors: { service_graph: { metrics_flush_interval: 50ms } }
            exporters:
              otlp_http/ok: { endpoint: '{{backEnd.Url}}' }
              otlp_http/bad: { endpoint: '{{backEnd.Url}}bad' }
              prometheus: { endpoint: 127.0.0.1:0 }
            service:
              telemetry: { metrics: { level: {{level}} } }
              pipelines:
                traces:
                  receivers: [otlp]
                  processors: [memory_limiter, attributes, redaction, probabilistic_sampler, tail_sampling, batch]
                  exporters: [otlp_http/ok, otlp_http/bad]
                traces/graph: { receivers: [otlp], exporters: [service_graph] }
                metrics: { receivers: [service_graph], exporters: [prometheus] }
            """);
        using (var client = new SpanClient(collector))
        {
            using var answer = await client.PostAsync(new ByteArrayContent(Request) { Headers = { ContentType = new("application/json") } });
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }

        await collector.UntilAsync(2, () => collector.MetricAsync("exporter_sent_spans", "otlp_http/ok"));
        await collector.UntilAsync(2, () => collector.MetricAsync("exporter_send_failed_spans", "otlp_http/bad"));
        await collector.UntilAsync(1, async () => await collector.MetricAsync("exporter_sent_metric_points") > 0 ? 1 : 0);

        var lines = (await collector.MetricsAsync()).Split('\n');
        foreach (var row in Names)
        {
            var name = row["name"]!.ToString();
            var isShown = Array.IndexOf(Levels, row["level"]!.ToString()) <= Array.IndexOf(Levels, level);
            Assert.True(isShown == lines.Contains($"# TYPE {name} {row["type"]}"), $"{name} as {row["type"]} on level {level}: expected {isShown}");
            if (isShown)
            {
                var series = lines.Where(line => IsSeries(line, name)).ToList();
                Assert.True(series.Count > 0, $"{name} has no series");
                Assert.Equal((name, LabelsOf(row, level)), (name, string.Join(' ', LabelsOf(series))));
            }
        }
    }

    [Theory]
    [InlineData("{}", "service_name=\"collector\"", "service_instance_id=")]
    [InlineData("{resource: {service.name: edge, service.instance.id: }}", "service_name=\"edge\"", "service_version=")]
    [InlineData("{resource: {attributes: [{name: service.name, value: edge}, {name: deployment.environment.name, value: test}]}}", "deployment_environment_name=\"test\"", "service_name=\"edge\"")]
    public void TheTargetIsTheConfiguredResource(string telemetry, params string[] labels)
    {
        var settings = TelemetrySettings.Read(new(YamlDocument.Read(telemetry, "test"), "", new()));
        var target = new OwnMetricsPage(new(settings.MetricsLevel), settings.Resource).Format().Split('\n').Single(line => line.StartsWith("target_info{", StringComparison.Ordinal));
        Assert.All(labels, label => Assert.Contains(label, target, StringComparison.Ordinal));
        Assert.Equal(!telemetry.Contains("service.instance.id", StringComparison.Ordinal), target.Contains("service_instance_id", StringComparison.Ordinal));
    }

    // Names were recorded at detailed, where some have labels that they lack below; an example of that is the page at normal.
    private static string LabelsOf(JsonNode row, string level) => string.Join(' ', level == "detailed"
        ? row["labels"]!.AsArray().Select(label => label!.ToString())
        : LabelsOf(Normal.Where(line => IsSeries(line, row["name"]!.ToString()))));

    private static bool IsSeries(string line, string name) => Regex.IsMatch(line, $"^{name}(_sum)?[{{ ]");

    private static IEnumerable<string> LabelsOf(IEnumerable<string> series) => series.SelectMany(Labels).Distinct().Order(StringComparer.Ordinal);

    private static IEnumerable<string> Labels(string line) => Label().Matches(line).Select(match => match.Groups[1].Value);

    [GeneratedRegex("[{,]([a-z_]+)=")]
    private static partial Regex Label();
}
