using System.Diagnostics;

namespace TracingReference.Benchmarks.Collector;

/// <summary>Takes one sample: a fresh collector, a warm-up, the load, and everything it still held.</summary>
internal sealed class Measurement(string command, int port, TimeSpan duration)
{
    // Enough for the just-in-time compiler to have compiled what is hot; its work is not the spans'.
    private const int WarmUpRate = 50_000;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Quiet = TimeSpan.FromSeconds(1);

    public async Task<Sample> RunAsync(Scenario scenario, int rate)
    {
        await using var sink = await Sink.StartAsync(port + 2, port + 3);
        using var collector = await CollectorProcess.StartAsync(command, scenario.Yaml(port), port);
        using var generator = new Generator(scenario.Endpoint(port), scenario.Protocol == "grpc");
        await generator.RunAsync(Math.Min(rate, WarmUpRate), WarmUp);
        await DrainAsync(sink, scenario.Hold);

        var (delivered, refused) = (sink.Spans, generator.Refused);
        var before = await OwnMetricsPage.ReadAsync(port + 4);
        var processor = collector.ProcessorTime;
        var (sent, seconds) = await generator.RunAsync(rate, duration);
        await DrainAsync(sink, scenario.Hold);

        processor = collector.ProcessorTime - processor;
        var after = await OwnMetricsPage.ReadAsync(port + 4);
        var peak = collector.PeakResident;
        await collector.StopAsync();
        delivered = sink.Spans - delivered;
        return new(sent, delivered, SampledOut(before, after, scenario), generator.Refused - refused, sent / seconds,
            processor.TotalMicroseconds / sent, Allocated(before, after) / sent, peak);
    }

    private static double Allocated(OwnMetricsPage before, OwnMetricsPage after) =>
        after.Sum("otelcol_process_runtime_total_alloc_bytes") - before.Sum("otelcol_process_runtime_total_alloc_bytes");

    // Every trace here has ten spans.
    private static long SampledOut(OwnMetricsPage before, OwnMetricsPage after, Scenario scenario)
    {
        const string name = "otelcol_processor_tail_sampling_global_count_traces_sampled";
        const string label = "sampled=\"false\"";
        return scenario.Mode == "tail" ? (long)(after.Sum(name, label) - before.Sum(name, label)) * 10 : 0;
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
