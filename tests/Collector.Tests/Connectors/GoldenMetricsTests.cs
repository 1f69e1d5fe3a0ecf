using System.Text.Json.Nodes;
using TracingReference.Collector.Connectors.ServiceGraph;
using TracingReference.Collector.Connectors.SpanMetrics;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;
using TracingReference.Collector.Tests.Exporters;
using TracingReference.Collector.Tests.TailSampling;
using TracingReference.Tests.Support;

namespace TracingReference.Collector.Tests.Connectors;

/// <summary>Metrics of the same spans as the real connectors give them.</summary>
public sealed class GoldenMetricsTests
{
    private static readonly JsonNode[] Rows = [.. File.ReadLines(TestContext.Golden("metrics", "cases.jsonl")).Select(line => JsonNode.Parse(line)!)];

    public static TheoryData<string> Cases => new(Rows.Select(row => row["case"]!.ToString()));

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Recorded_metrics(string name)
    {
        var row = Rows.Single(row => row["case"]!.ToString() == name);
        ConnectorFactory factory = row["span_metrics"] is null ? new ServiceGraphConnectorFactory() : new SpanMetricsConnectorFactory();
        var (time, metrics) = (new ManualTime(), new RecordingMetrics());
        var connector = factory.Create(TestContext.Read(factory, row[factory.Type]!.ToJsonString()), new TestContext(time).For(factory.Type), Signal.Metrics, metrics);
        await connector.StartAsync(default);
        foreach (var request in File.ReadLines(TestContext.Golden("metrics", "traces.jsonl")))
        {
            await connector.ConsumeAsync(TestContext.Batch(Signal.Traces, request), default);
        }

        time.Advance(TimeSpan.FromSeconds(12));
        await connector.StopAsync(default);
        var actual = MetricPoint.OfRequest(metrics.Requests[^1]).OrderBy(point => point.Key, StringComparer.Ordinal).ToList();
        var expected = row["points"]!.AsArray().Select(point => MetricPoint.OfRecord(point!)).OrderBy(point => point.Key, StringComparer.Ordinal).ToList();
        Assert.Equal(expected.Select(point => point.Key), actual.Select(point => point.Key));
        foreach (var (want, have) in expected.Zip(actual))
        {
            Assert.Equal(want.Values, have.Values);
        }
    }
}
