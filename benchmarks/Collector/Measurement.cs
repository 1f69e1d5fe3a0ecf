using System.Diagnostics;

namespace TracingReference.Benchmarks.Collector;

/// <summary>Takes samples: a fresh collector, a warm-up, then load after load, each with everything that was still held of it.</summary>
/// <param name="command">The collector; null for this repository's.</param>
/// <param name="port">The first port.</param>
internal sealed class Measurement(string? command, int port)
{
    // Enough for the just-in-time compiler to have compiled what is hot; its work is not the spans'.
    private const int WarmUpRate = 50_000;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan StartAndStop = TimeSpan.FromSeconds(2);
    private readonly string _command = command ?? $"dotnet {typeof(TracingReference.Collector.Otlp.Batch).Assembly.Location}";

    /// <summary>How long <see cref="RunAsync"/> takes where the collector keeps up.</summary>
    public static TimeSpan Expected(Scenario scenario, int loads, TimeSpan duration) =>
        StartAndStop + WarmUp + (duration * loads) + ((scenario.Hold + Quiet) * (loads + 1));

    /// <summary>One process, given each of the rates for that long.</summary>
    /// <exception cref="InvalidOperationException">The collector does not start, answer or end as it should.</exception>
    /// <exception cref="HttpRequestException">It does not tell its own metrics.</exception>
    public async Task<IReadOnlyList<Sample>> RunAsync(Scenario scenario, IReadOnlyList<int> rates, TimeSpan duration)
    {
        await using var sink = await Sink.StartAsync(port + 2, port + 3);
        using var collector = await CollectorProcess.StartAsync(_command, scenario.Files(isOwn: command is null), scenario.Yaml(port), port);
        var payload = scenario.Payload();
        using var generator = new Generator(scenario.Endpoint(port), payload);
        await generator.RunAsync(Math.Min(rates[0], WarmUpRate), WarmUp);
        await DrainAsync(sink, scenario.Hold);

        var samples = new List<Sample>();
        foreach (var rate in rates)
        {
            var (delivered, refused) = (sink.Spans, generator.Refused);
            var before = await OwnMetricsPage.ReadAsync(port + 4);
            var processor = collector.ProcessorTime;
            var (sent, seconds) = await generator.RunAsync(rate, duration);
            await DrainAsync(sink, scenario.Hold);

            processor = collector.ProcessorTime - processor;
            var after = await OwnMetricsPage.ReadAsync(port + 4);
            var sampledOut = scenario.IsSampled ? SampledOut(before, after, payload.SpansPerTrace) : 0;
            samples.Add(new(rate, sent, sink.Spans - delivered, sampledOut, generator.Refused - refused, sent / seconds,
                processor.TotalMicroseconds / sent, Allocated(before, after) / sent, collector.PeakResident));
        }

        await collector.StopAsync();
        return samples;
    }

    private static double Allocated(OwnMetricsPage before, OwnMetricsPage after) =>
        after.Sum("otelcol_process_runtime_total_alloc_bytes") - before.Sum("otelcol_process_runtime_total_alloc_bytes");

    // This repository's collector counts spans, otelcol traces.
    private static long SampledOut(OwnMetricsPage before, OwnMetricsPage after, int spansPerTrace)
    {
        const string spans = "otelcol_processor_tail_sampling_spans_not_kept";
        const string traces = "otelcol_processor_tail_sampling_global_count_traces_sampled";
        const string label = "sampled=\"false\"";
        return after.Has(spans)
            ? (long)(after.Sum(spans) - before.Sum(spans))
            : (long)(after.Sum(traces, label) - before.Sum(traces, label)) * spansPerTrace;
    }

    // Over when the hold time has passed and nothing has come for a second.
    private static async Task DrainAsync(Sink sink, TimeSpan hold)
    {
        await Task.Delay(hold);
        for (var (seen, since) = (-1L, Stopwatch.GetTimestamp()); Stopwatch.GetElapsedTime(since) < Quiet; await Task.Delay(50))
        {
            if (sink.Spans != seen)
            {
                (seen, since) = (sink.Spans, Stopwatch.GetTimestamp());
            }
        }
    }
}
