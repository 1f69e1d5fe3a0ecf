using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Logging.Abstractions;
using TracingReference.Collector.Configuration;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Otlp.Json;
using TracingReference.Collector.Pipelines;
using TracingReference.Collector.Telemetry;
using TracingReference.Collector.Tests.TailSampling;
using TracingReference.Tests.Support;

namespace TracingReference.Collector.Tests.Processors;

/// <summary>A processor between a test and a recording consumer, on a clock that the test moves.</summary>
internal sealed class ProcessorHarness
{
    private readonly Signal _signal;
    private readonly OwnMetrics _metrics;

    /// <exception cref="ConfigException">The settings are refused, by `validate` or only at a start.</exception>
    /// <exception cref="StartException">They are refused for that signal.</exception>
    public ProcessorHarness(ProcessorFactory factory, string settings, Signal signal = Signal.Traces, MetricsLevel level = MetricsLevel.Normal)
    {
        (_signal, _metrics) = (signal, new(level));
        var findings = new ConfigFindings();
        var read = factory.Read(new(YamlDocument.Read(settings, "test"), $"processors::{factory.Type}", findings));
        findings.ThrowIfErrors();
        if (findings.StartErrors.Count > 0)
        {
            throw new ConfigException(findings.StartErrors);
        }

        Processor = factory.Create(read, new(new(factory.Type, ""), signal, NullLoggerFactory.Instance, _metrics, Time, _ => null), Consumer);
    }

    public Processor Processor { get; }

    public RecordingConsumer Consumer { get; } = new();

    public ManualTime Time { get; } = new();

    /// <summary>What has left, each batch as the request that it would be.</summary>
    public IReadOnlyList<JsonNode> Requests => [.. Consumer.Batches.Select(ToJson)];

    public IReadOnlyList<int> ItemCounts => [.. Consumer.Batches.Select(batch => batch.ItemCount)];

    public static Batch FromJson(Signal signal, string json, ClientMetadata? metadata = null)
    {
        using var writer = new WireWriter();
        JsonToWire.Convert(signal, Encoding.UTF8.GetBytes(json), writer);
        return Batch.Read(signal, Payload.Copy(writer.Written), metadata);
    }

    public static JsonNode ToJson(Batch batch)
    {
        var json = new ArrayBufferWriter<byte>();
        WireToJson.Convert(batch, json);
        return JsonNode.Parse(json.WrittenSpan)!;
    }

    public Task SendAsync(string json, ClientMetadata? metadata = null) => SendAsync(FromJson(_signal, json, metadata));

    public Task SendAsync(Batch batch) => Processor.ConsumeAsync(batch, Patience.Timeout).AsTask();

    /// <summary>The value of a series, written as in a scrape but for the prefix; 0 where there is none.</summary>
    public double Metric(string series)
    {
        foreach (var (name, _, family) in _metrics.Read())
        {
            foreach (var (labels, instrument) in family)
            {
                foreach (var (suffix, label, value) in instrument.Samples())
                {
                    if (series == $"{name}{suffix}{{{string.Join(',', new[] { labels, label }.Where(text => text.Length > 0))}}}")
                    {
                        return value;
                    }
                }
            }
        }

        return 0;
    }
}
