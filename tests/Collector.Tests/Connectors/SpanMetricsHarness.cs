using System.Text.Json.Nodes;
using TracingReference.Collector.Connectors.SpanMetrics;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;
using TracingReference.Collector.Tests.Exporters;
using TracingReference.Tests.Support;

namespace TracingReference.Collector.Tests.Connectors;

/// <summary>A span_metrics connector that flushes every ten seconds of a clock that stands still.</summary>
internal sealed class SpanMetricsHarness
{
    private readonly ManualTime _time = new();
    private readonly RecordingMetrics _metrics = new();
    private readonly IExporter _connector;

    private SpanMetricsHarness(string settings)
    {
        var factory = new SpanMetricsConnectorFactory();
        _connector = factory.Create(TestContext.Read(factory, $"{{metrics_flush_interval: 10s, {settings}}}"), new TestContext(_time).For(factory.Type), Signal.Metrics, _metrics);
    }

    public ulong Now => (ulong)(_time.GetUtcNow() - DateTimeOffset.UnixEpoch).Ticks * 100;

    public static async Task<SpanMetricsHarness> StartAsync(string settings)
    {
        var harness = new SpanMetricsHarness(settings);
        await harness._connector.StartAsync(default);
        return harness;
    }

    /// <summary>One span.</summary>
    public Task SendAsync(string name, string service = "shop", (string Key, string Value)[]? span = null, (string Key, string Value)[]? resource = null, string scope = """{"name":"s"}""") =>
        SendAsync(TestContext.Batch(Signal.Traces,
            $$$"""
            {"resourceSpans":[{"resource":{"attributes":[{{{Attributes([("service.name", service), .. resource ?? []])}}}]},"scopeSpans":[{"scope":{{{scope}}},
              "spans":[{"traceId":"00000000000000000000000000000001","spanId":"0000000000000001","name":"{{{name}}}","startTimeUnixNano":"1000000","endTimeUnixNano":"3000000",
                "attributes":[{{{Attributes(span ?? [])}}}]}]}]}]}
            """));

    public async Task SendAsync(Batch batch) => await _connector.ConsumeAsync(batch, default);

    public void Advance(int seconds) => _time.Advance(TimeSpan.FromSeconds(seconds));

    /// <summary>The points of one metric in the next flush, which is ten seconds from the last one.</summary>
    public async Task<IReadOnlyList<(IReadOnlyDictionary<string, string> Attributes, JsonNode Point)>> FlushAsync(string metric = "calls", int seconds = 10)
    {
        Advance(seconds);
        return Points(await _metrics.NextAsync(), $"traces.span.metrics.{metric}");
    }

    public static IReadOnlyList<(IReadOnlyDictionary<string, string> Attributes, JsonNode Point)> Points(JsonNode request, string metric) =>
    [
        .. from resource in request["resourceMetrics"]!.AsArray()
           from scope in resource["scopeMetrics"]!.AsArray()
           from named in scope["metrics"]!.AsArray()
           where named["name"]!.ToString() == metric
           from point in (named["sum"] ?? named["histogram"])!["dataPoints"]?.AsArray() ?? []
           select ((IReadOnlyDictionary<string, string>)point["attributes"]!.AsArray()
               .ToDictionary(attribute => attribute!["key"]!.ToString(), attribute => attribute!["value"]!.AsObject().First().Value!.ToString()), point),
    ];

    private static string Attributes((string Key, string Value)[] attributes) =>
        string.Join(',', attributes.Select(attribute => $$$"""{"key":"{{{attribute.Key}}}","value":{"stringValue":"{{{attribute.Value}}}"}}"""));
}
