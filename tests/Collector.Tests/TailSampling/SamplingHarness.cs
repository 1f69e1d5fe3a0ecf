using Microsoft.Extensions.Logging.Abstractions;
using TracingReference.Collector.Configuration;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Otlp.Json;
using TracingReference.Collector.Pipelines;
using TracingReference.Collector.Processors.TailSampling;
using TracingReference.Collector.Telemetry;
using TracingReference.Tests.Support;

namespace TracingReference.Collector.Tests.TailSampling;

/// <summary>A tail_sampling processor between a test and a consumer, on a clock that the test moves.</summary>
internal sealed class SamplingHarness
{
    // Where a test's second begins between two ticks.
    private static readonly TimeSpan Offset = TimeSpan.FromSeconds(0.35);
    private readonly Processor _processor;
    private readonly OwnMetrics _metrics = new(MetricsLevel.Normal);

    public SamplingHarness(string settings, string name = "")
    {
        var findings = new ConfigFindings();
        var factory = new TailSamplingProcessorFactory();
        var read = factory.Read(new(YamlDocument.Read(settings, "test"), "processors::tail_sampling", findings));
        findings.ThrowIfErrors();
        if (findings.StartErrors.Count > 0)
        {
            throw new ConfigException(findings.StartErrors);
        }

        _processor = factory.Create(read, new(new("tail_sampling", name), Signal.Traces, NullLoggerFactory.Instance, _metrics, Time, _ => null), Kept);
        _processor.StartAsync(default).GetAwaiter().GetResult();
        Time.Advance(Offset);
    }

    public ManualTime Time { get; } = new();

    public Kept Kept { get; } = new();

    /// <summary>The names of all spans that have left, sorted.</summary>
    public IReadOnlyList<string> Names => [.. Kept.Spans.Select(span => span.Name).Order(StringComparer.Ordinal)];

    public static byte[] ToWire(string json)
    {
        using var writer = new WireWriter();
        JsonToWire.Convert(Signal.Traces, System.Text.Encoding.UTF8.GetBytes(json), writer);
        return writer.Written.ToArray();
    }

    public Task SendAsync(string json, CancellationToken cancellationToken = default) => SendAsync(ToWire(json), cancellationToken);

    public Task SendAsync(byte[] wire, CancellationToken cancellationToken = default) =>
        SendAsync(Batch.Read(Signal.Traces, Payload.Copy(wire)), cancellationToken);

    public Task SendAsync(Batch batch, CancellationToken cancellationToken = default) => _processor.ConsumeAsync(batch, cancellationToken).AsTask();

    public void Advance(double seconds) => Time.Advance(TimeSpan.FromSeconds(seconds));

    public Task StopAsync() => _processor.StopAsync(default);

    /// <summary>The value of a series, written as in a scrape but for the prefix; 0 where there is none.</summary>
    public double Metric(string series) => Metrics.GetValueOrDefault(series);

    /// <summary>Spans that were not kept for that reason.</summary>
    public double NotKept(string reason) => Metric($"processor_tail_sampling_spans_not_kept{{reason=\"{reason}\"}}");

    public IReadOnlyDictionary<string, double> Metrics
    {
        get
        {
            var values = new Dictionary<string, double>();
            foreach (var (name, _, family) in _metrics.Read())
            {
                foreach (var (labels, instrument) in family)
                {
                    foreach (var (suffix, label, value) in instrument.Samples())
                    {
                        var all = string.Join(',', new[] { labels, label }.Where(text => text.Length > 0));
                        values[$"{name}{suffix}{(all.Length > 0 ? $"{{{all}}}" : "")}"] = value;
                    }
                }
            }

            return values;
        }
    }
}
