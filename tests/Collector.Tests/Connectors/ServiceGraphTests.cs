using TracingReference.Collector.Configuration;
using TracingReference.Collector.Connectors.ServiceGraph;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Tests.Exporters;
using TracingReference.Tests.Support;

namespace TracingReference.Collector.Tests.Connectors;

/// <summary>The service graph as this system has it configured, and what is refused.</summary>
public sealed class ServiceGraphTests
{
    [Fact]
    public async Task This_systems_databases_are_databases()
    {
        var factory = new ServiceGraphConnectorFactory();
        var findings = new ConfigFindings();
        var document = YamlDocument.Read(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "collector", "config", "collector.yaml")), "collector.yaml");
        var settings = factory.Read(new ConfigReader(document.Members["connectors"].Members["service_graph"], "service_graph", findings));
        findings.ThrowIfErrors();
        var (time, metrics) = (new ManualTime(), new RecordingMetrics());
        var connector = factory.Create(settings, new TestContext(time).For(factory.Type), Signal.Metrics, metrics);
        await connector.StartAsync(default);
        foreach (var request in File.ReadLines(TestContext.Golden("metrics", "traces.jsonl")))
        {
            await connector.ConsumeAsync(TestContext.Batch(Signal.Traces, request), default);
        }

        // Beyond the wait for the other side, so that what has none is told as well.
        time.Advance(TimeSpan.FromSeconds(40));
        await connector.StopAsync(default);
        var edges = SpanMetricsHarness.Points(metrics.Requests[^1], "traces_service_graph_request_total")
            .Select(point => $"{point.Attributes["client"]} {point.Attributes["server"]} {point.Attributes["connection_type"]} {point.Attributes["failed"]}").ToList();
        Assert.Equal(["order orders database false", "order orders database true"], edges.Where(edge => edge.Contains(" orders ", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Contains("order payment messaging_system false", edges);
    }

    /// <summary>Upstream knew them once.</summary>
    [Theory]
    [InlineData("database_name_attribute: db.name")]
    [InlineData("metrics_exporter: prometheus")]
    public void Refused(string settings) => Assert.Throws<ConfigException>(() => TestContext.Read(new ServiceGraphConnectorFactory(), $"{{{settings}}}"));
}
