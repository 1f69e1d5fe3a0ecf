using System.Diagnostics;
using TracingReference.LoadTest.Commands;
using TracingReference.LoadTest.Otlp;
using TracingReference.LoadTest.Recording;
using TracingReference.LoadTest.Reports;
using TracingReference.LoadTest.Scenarios;
using TracingReference.LoadTest.Shop;
using TracingReference.LoadTest.Systems;

namespace TracingReference.LoadTest.Overhead;

/// <summary>One of two systems that are compared, with a counter of its telemetry and a client of its own.</summary>
internal sealed class MeasuredSystem : IWarmable, IAsyncDisposable
{
    // Half of the SDK's minute, so that the first export, which opens connections and runs code that never ran before, comes while the
    // systems warm up.
    private const string MetricInterval = "30000";

    // A fifth of the SDK's: each quad has exports of every service then, and what the warm-up leaves to export is gone before the first one.
    private const string ExportDelay = "1000";

    private readonly MeasuredArm arm;
    private readonly LoadedShop shop;
    private readonly ShopClient sampledCaller;
    private Snapshot last = new(new Dictionary<string, ProcessReading>(), new Dictionary<string, TelemetryCount>());

    private MeasuredSystem(MeasuredArm arm, LoadedShop shop)
    {
        this.arm = arm;
        this.shop = shop;
        sampledCaller = new ShopClient(shop.System.Gateway, CallerTrace.Sampled);
    }

    /// <summary>Starts it, signs in and takes the first reading.</summary>
    /// <param name="arm">Which.</param>
    /// <param name="portOffset">Added to every fixed port.</param>
    /// <param name="plan">How it is measured.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="LoadTestException">It does not start.</exception>
    public static async Task<MeasuredSystem> StartAsync(MeasuredArm arm, int portOffset, OverheadPlan plan, CancellationToken cancellationToken)
    {
        var shop = await LoadedShop.StartAsync(
            telemetry => new(portOffset, Telemetry(arm), telemetry, arm.Sampling)
            {
                AppHost = arm.AppHost,
                BurnPercent = arm.BurnPercent,
                Variables = Runtime(arm, plan.IsProfileGuided),
            },
            cancellationToken).ConfigureAwait(false);
        var system = new MeasuredSystem(arm, shop);
        try
        {
            await ScenarioCommand.SignInAsync(system.sampledCaller, shop.System.Gateway, cancellationToken).ConfigureAwait(false);
            await system.ReadAsync(cancellationToken).ConfigureAwait(false);
            return system;
        }
        catch
        {
            await system.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <inheritdoc/>
    public Task WarmUpAsync(ShopScenario scenario, LoadPhase load, CancellationToken cancellationToken) =>
        LoadAsync(sampledCaller, scenario, load, 0, cancellationToken);

    /// <summary>Puts a load upon it, and waits for the last answer.</summary>
    /// <param name="scenario">What is asked.</param>
    /// <param name="load">How much.</param>
    /// <param name="firstNumber">The number of the first request.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="LoadTestException">Not one request was answered as it should have been.</exception>
    public Task<LoadAnswers> LoadAsync(ShopScenario scenario, LoadPhase load, long firstNumber, CancellationToken cancellationToken) =>
        LoadAsync(shop.Client, scenario, load, firstNumber, cancellationToken);

    private async Task<LoadAnswers> LoadAsync(ShopClient from, ShopScenario scenario, LoadPhase load, long firstNumber, CancellationToken cancellationToken)
    {
        var recorder = new LoadRecorder();
        var (begun, first, last) = (DateTimeOffset.MinValue, 0L, 0L);
        var numbered = scenario with
        {
            Next = (who, number, stop) =>
            {
                if (Interlocked.CompareExchange(ref first, Stopwatch.GetTimestamp(), 0) == 0)
                {
                    begun = DateTimeOffset.UtcNow;
                }

                return scenario.Next(who, firstNumber + number, stop);
            },
        };
        await LoadRun.RunAsync(numbered, from, [load], Record, reports: null, cancellationToken).ConfigureAwait(false);
        return recorder.All.Count > recorder.Failed
            ? new(begun, Stopwatch.GetElapsedTime(first, last), recorder)
            : throw new LoadTestException(
                $"The system of arm {arm.Name} at {shop.System.Gateway} answers nothing as it should: {string.Join("; ", recorder.Failures.Select(failure => $"{failure.Value} x {failure.Key}"))}");

        void Record(Call call, TimeSpan latency)
        {
            recorder.Record(call, latency);
            Interlocked.Exchange(ref last, Stopwatch.GetTimestamp());
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, Usage>> ReadAsync(CancellationToken cancellationToken)
    {
        var now = new Snapshot(await shop.System.ReadAsync(cancellationToken).ConfigureAwait(false), shop.Telemetry.Read());
        var before = last.Processes.Count == 0 ? now : last;
        last = now;
        return now.Since(before);
    }

    /// <summary>Stops it, so that it tells all it has, and accounts for every span.</summary>
    /// <param name="cancellationToken">Stops waiting.</param>
    public async Task<IReadOnlyList<SpanAccount>> CloseAsync(CancellationToken cancellationToken)
    {
        if (arm.IsStraight)
        {
            await shop.System.StopAsync().ConfigureAwait(false);
            return SpanAccounting.Straight(arm.Name, shop.Telemetry.Read());
        }

        // A collector's page is gone with it, so it is read while it runs, when nothing is on its way any more.
        await Task.Delay(SpanAccounting.CollectorQuiet, cancellationToken).ConfigureAwait(false);
        var page = await PrometheusPage.ReadAsync(shop.System.CollectorMetrics, cancellationToken).ConfigureAwait(false);
        await shop.System.StopAsync().ConfigureAwait(false); // only then do services tell their last counts
        return SpanAccounting.ThroughCollector(arm.Name, shop.Telemetry.Read(), page);
    }

    public async ValueTask DisposeAsync()
    {
        sampledCaller.Dispose();
        await shop.DisposeAsync().ConfigureAwait(false);
    }

    // Alike in all arms; what an arm sets itself wins.
    private static Dictionary<string, string> Telemetry(MeasuredArm arm) => With(
        arm,
        isOfRuntime: false,
        new()
        {
            ["OTEL_BSP_SCHEDULE_DELAY"] = ExportDelay,
            ["OTEL_BLRP_SCHEDULE_DELAY"] = ExportDelay,
            ["OTEL_METRIC_EXPORT_INTERVAL"] = MetricInterval,
        });

    private static Dictionary<string, string> Runtime(MeasuredArm arm, bool isProfileGuided) => With(arm, isOfRuntime: true, CompilerSettings.Early(isProfileGuided));

    private static Dictionary<string, string> With(MeasuredArm arm, bool isOfRuntime, Dictionary<string, string> settings)
    {
        foreach (var (name, value) in arm.Settings.Where(setting => setting.Key.StartsWith("DOTNET_", StringComparison.Ordinal) == isOfRuntime))
        {
            settings[name] = value;
        }

        return settings;
    }
}
