using TracingReference.LoadTest.Commands;
using TracingReference.LoadTest.Otlp;
using TracingReference.LoadTest.Reports;
using TracingReference.LoadTest.Scenarios;
using TracingReference.LoadTest.Shop;
using TracingReference.LoadTest.Systems;

namespace TracingReference.LoadTest.Sampling;

/// <summary>One part of the run: a system is started, asked, and stopped; then nothing more can come.</summary>
/// <param name="name">As reports name it.</param>
/// <param name="about">What is set up, in a sentence.</param>
/// <param name="run">The run.</param>
internal sealed class PartRun(string name, string about, Run run)
{
    /// <summary>How often services export spans: often, so that a short decision_wait is long enough. By default it is 5 s.</summary>
    private const string ExportMilliseconds = "200";
    private static readonly TimeSpan OrderPatience = TimeSpan.FromSeconds(30);

    private readonly TruthLog log = new();
    private readonly KeptTraces kept = new();

    /// <summary>The settings of the system.</summary>
    /// <param name="telemetry">Where telemetry ends.</param>
    /// <param name="sampling">The collector's; null where services export straight to the harness.</param>
    /// <param name="settings">Variables for every service.</param>
    /// <param name="variables">Variables for the collector.</param>
    public ShopSettings Settings(Uri telemetry, string? sampling, IReadOnlyDictionary<string, string> settings, IReadOnlyDictionary<string, string>? variables = null) => new(
        run.Options.PortOffset, new Dictionary<string, string>(settings) { ["OTEL_BSP_SCHEDULE_DELAY"] = ExportMilliseconds }, telemetry, sampling)
    {
        Environment = "Development", // elsewhere the gateway obeys no faults
        Variables = variables ?? new Dictionary<string, string>(),
    };

    /// <summary>Runs it.</summary>
    /// <param name="settings">Makes the system's settings, given where telemetry ends.</param>
    /// <param name="mix">What is sent.</param>
    /// <param name="load">How much.</param>
    /// <param name="arrived">Waits until what must come has come.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<(Observation Seen, SamplingPart Part)> RunAsync(
        Func<Uri, ShopSettings> settings, IReadOnlyList<(Stratum Stratum, int OfHundred)> mix, IReadOnlyList<LoadPhase> load,
        Func<RunningShop, IReadOnlyList<TruthEntry>, KeptTraces, Task> arrived, CancellationToken cancellationToken)
    {
        run.Say($"{name}: {about}");
        await using var telemetry = await OtlpServer.StartAsync(Receive).ConfigureAwait(false);
        IReadOnlyList<TruthEntry> truth;
        await using (var system = await RunningShop.StartAsync(settings(new Uri(telemetry.Endpoint)), cancellationToken).ConfigureAwait(false))
        {
            using var shop = new ShopClient(system.Gateway);
            using var reader = new ShopClient(system.Gateway, CallerTrace.Unsampled);
            await LoadRun.RunAsync(SamplingMix.Scenario(name, mix, log, load), shop, load, static (_, _) => { }, null, cancellationToken).ConfigureAwait(false);
            truth = await log.SettleAsync(reader, OrderPatience, cancellationToken).ConfigureAwait(false);
            if (truth.Count == 0)
            {
                throw new LoadTestException($"No request of the part {name} was answered ({string.Join("; ", log.Failures.Keys.Take(3))}).");
            }

            await arrived(system, truth, kept).ConfigureAwait(false);
            await system.StopAsync().ConfigureAwait(false); // what is held on the way is flushed
        }

        foreach (var (failure, count) in log.Failures)
        {
            run.Report.Remarks.Add($"{name}: {count} x {failure}");
        }

        var seen = PlantedLoss.Of(new(truth, kept.Snapshot()), run.Options.Plant);
        var part = PartReport.Of(name, about, seen, log.Unanswered.Values.Sum(), log.Strained);
        (run.Report.Sampling ??= new()).Parts.Add(part);
        return (seen, part);
    }

    /// <summary>Waits until each of these traces is whole.</summary>
    public static async Task UntilWholeAsync(IEnumerable<TruthEntry> expected, KeptTraces kept, TimeSpan patience, CancellationToken cancellationToken)
    {
        var open = expected.ToList();
        await kept.WaitAsync(
            () =>
            {
                open.RemoveAll(entry => Tear.Of(entry, kept.Trace(entry.TraceId)).Count == 0);
                return open.Count == 0;
            },
            patience,
            cancellationToken).ConfigureAwait(false);
    }

    /// <summary>How many requests had no answer, by route.</summary>
    public IReadOnlyDictionary<string, long> Unanswered => log.Unanswered;

    private void Receive(OtlpExport export)
    {
        if (export.Signal == OtlpSignal.Traces)
        {
            kept.Add(OtlpDecoder.Spans(export.Message));
        }
    }
}
