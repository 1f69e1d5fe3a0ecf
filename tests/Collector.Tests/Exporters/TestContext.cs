using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using TracingReference.Collector.Configuration;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Otlp.Json;
using TracingReference.Collector.Pipelines;
using TracingReference.Collector.Telemetry;

namespace TracingReference.Collector.Tests.Exporters;

/// <summary>What a component needs to be run by a test.</summary>
internal sealed class TestContext(TimeProvider time, MetricsLevel level = MetricsLevel.Normal)
{
    /// <summary>The patience of a test that would otherwise wait for ever.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public OwnMetrics Metrics { get; } = new(level);

    public Dictionary<string, IComponent> Extensions { get; } = [];

    public static Batch Batch(Signal signal, string json)
    {
        using var writer = new WireWriter();
        JsonToWire.Convert(signal, Encoding.UTF8.GetBytes(json), writer);
        return Otlp.Batch.Read(signal, Payload.Copy(writer.Written));
    }

    /// <summary>A batch of one span of that name.</summary>
    public static Batch Span(string name) => Batch(Signal.Traces,
        $$"""{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"00000000000000000000000000000001","spanId":"0000000000000001","name":"{{name}}"}]}]}]}""");

    public static IReadOnlyList<string> SpanNames(Batch batch) => [.. batch.Parts().Select(part => part.Message.Text(5))];

    public static JsonNode Json(Batch batch)
    {
        var json = new ArrayBufferWriter<byte>();
        WireToJson.Convert(batch, json);
        return JsonNode.Parse(json.WrittenSpan)!;
    }

    public static string Golden(string area, string file) => Path.Combine(AppContext.BaseDirectory, "golden", area, file);

    public ComponentContext For(string type, Signal signal = Signal.Traces) =>
        new(new(type, ""), signal, NullLoggerFactory.Instance, Metrics, time, name => Extensions.GetValueOrDefault(name));

    /// <exception cref="ConfigException">The settings are refused, by `validate` or by a start.</exception>
    public static object Read(ComponentFactory factory, string yaml)
    {
        var findings = new ConfigFindings();
        var reader = new ConfigReader(YamlDocument.Read(yaml, "test"), "test", findings);
        var settings = factory.Read(reader);
        reader.Finish();
        findings.ThrowIfErrors();
        return findings.StartErrors.Count > 0 ? throw new ConfigException(findings.StartErrors) : settings;
    }

    public IExporter Exporter(ExporterFactory factory, string yaml, Signal signal = Signal.Traces) =>
        factory.Create(Read(factory, yaml), For(factory.Type, signal));

    public IComponent Extension(ExtensionFactory factory, string yaml) => factory.Create(Read(factory, yaml), For(factory.Type));

    /// <summary>A series' value by its name and labels as a scrape has them but for the prefix; null where there is none.</summary>
    public double? Metric(string name, string labels = "") => Metrics.Read()
        .Where(family => family.Name == name).SelectMany(family => family.Series)
        .Where(series => series.Labels == labels).Select(series => (double?)series.Instrument.Samples().Single().Value).FirstOrDefault();
}
