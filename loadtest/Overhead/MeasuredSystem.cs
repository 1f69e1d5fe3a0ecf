using System.Diagnostics;
using TracingReference.LoadTest.Commands;
using TracingReference.LoadTest.Otlp;
using TracingReference.LoadTest.Recording;
using TracingReference.LoadTest.Reports;
using TracingReference.LoadTest.Scenarios;
using TracingReference.LoadTest.Shop;
using TracingReference.LoadTest.Systems;

namespace TracingReference.LoadTest.Overhead;

/// <summary>One of two systems that are held against each other, with a counter of its telemetry and a client of its own.</summary>
internal sealed class MeasuredSystem : IWarmable, IAsyncDisposable
{
    private const int SecondSystem = 1_000;
    private static readonly TimeSpan OrderPatience = TimeSpan.FromSeconds(15);

    private readonly MeasuredArm arm;
    private readonly LoadedShop shop;
    private readonly ShopClient sampledCaller;
    private readonly ExemplarBlock exemplars = new();
    private Snapshot last = Snapshot.Nothing;

    private MeasuredSystem(MeasuredArm arm, LoadedShop shop)
    {
        this.arm = arm;
        this.shop = shop;
        sampledCaller = new ShopClient(shop.System.Gateway, CallerTrace.Sampled);
    }

    /// <summary>Starts two systems, signs in and takes the first reading of each.</summary>
    /// <param name="run">The run.</param>
    /// <param name="a">The base arm.</param>
    /// <param name="b">The other one.</param>
    /// <param name="isProfileGuided">As in <see cref="CompilerSettings.Early"/>.</param>
    /// <param name="random">Which system has which ports.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="LoadTestException">One does not start, or does not answer.</exception>
    public static Task<Twins<MeasuredSystem>> StartTwinsAsync(
        Run run, MeasuredArm a, MeasuredArm b, bool isProfileGuided, Random random, CancellationToken cancellationToken)
    {
        run.Say($"{a.Name} and {b.Name}: starting both systems");
        var offset = run.Options.PortOffset;
        var (ofA, ofB) = random.Next(2) == 0 ? (offset, offset + SecondSystem) : (offset + SecondSystem, offset);
        return Twins<MeasuredSystem>.StartAsync(StartAsync(a, ofA, isProfileGuided, cancellationToken), StartAsync(b, ofB, isProfileGuided, cancellationToken));
    }

    private static async Task<MeasuredSystem> StartAsync(MeasuredArm arm, int portOffset, bool isProfileGuided, CancellationToken cancellationToken)
    {
        var own = arm.Settings.ToLookup(setting => setting.Key.StartsWith("DOTNET_", StringComparison.Ordinal));
        var shop = await LoadedShop.StartAsync(
            telemetry => new(portOffset, new Dictionary<string, string>(own[false]), telemetry, arm.Sampling)
            {
                AppHost = arm.AppHost,
                BurnPercent = arm.BurnPercent,
                Variables = ShopSettings.Merge(CompilerSettings.Early(isProfileGuided), own[true]),
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
    public async Task WarmUpAsync(ShopScenario scenario, LoadPhase load, CancellationToken cancellationToken) =>
        Answered(await AskAsync(sampledCaller, scenario, load, 0, static (_, _) => { }, cancellationToken).ConfigureAwait(false));

    /// <summary>Puts a load upon it, and waits for the last answer.</summary>
    /// <param name="scenario">What is asked.</param>
    /// <param name="load">How much.</param>
    /// <param name="firstNumber">The number of the first request.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="LoadTestException">Not one request was answered as it should have been.</exception>
    public async Task<LoadAnswers> LoadAsync(ShopScenario scenario, LoadPhase load, long firstNumber, CancellationToken cancellationToken) =>
        Answered(await AskAsync(shop.Client, scenario, load, firstNumber, static (_, _) => { }, cancellationToken).ConfigureAwait(false));

    /// <summary>
    /// Puts a load upon it that may be more than it can serve. Waits for the last answer, and until what it has accepted is done: not while
    /// another one is measured.
    /// </summary>
    /// <param name="scenario">What is asked.</param>
    /// <param name="load">How much.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="LoadTestException">One of its services has ended.</exception>
    public async Task<LoadAnswers> OverloadAsync(ShopScenario scenario, LoadPhase load, CancellationToken cancellationToken)
    {
        var lastOrder = new OrderBook(1);
        var answers = await AskAsync(shop.Client, scenario, load, 0, (call, _) => lastOrder.Note(call), cancellationToken).ConfigureAwait(false);
        await lastOrder.SettleAsync(shop.Client, OrderPatience, cancellationToken).ConfigureAwait(false);
        if (!answers.HasOk)
        {
            await ReadAsync(cancellationToken).ConfigureAwait(false); // names a service that has ended
        }

        return answers;
    }

    /// <summary>Puts a block upon it that is not measured, for traces to look at: nothing where the arm keeps none.</summary>
    /// <param name="scenario">What is asked.</param>
    /// <param name="load">How much.</param>
    /// <param name="firstNumber">The number of the first request.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task TakeExemplarsAsync(ShopScenario scenario, LoadPhase load, long firstNumber, CancellationToken cancellationToken)
    {
        if (arm.IsTraced)
        {
            shop.Telemetry.Counted += exemplars.Receive;
            await AskAsync(sampledCaller, scenario, load, firstNumber, exemplars.Note, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Traces of that block to look at, once it is closed: then all of their spans have come.</summary>
    public IEnumerable<ExemplarTrace> Exemplars => exemplars.Choose(arm.Name);

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, Usage>> ReadAsync(CancellationToken cancellationToken)
    {
        var now = new Snapshot(await shop.System.ReadAsync(cancellationToken).ConfigureAwait(false), shop.Telemetry.Read());
        var before = last;
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

    private async Task<LoadAnswers> AskAsync(
        ShopClient from, ShopScenario scenario, LoadPhase load, long firstNumber, Action<Call, TimeSpan> note, CancellationToken cancellationToken)
    {
        var recorder = new LoadRecorder();
        var (begun, first, last) = (DateTimeOffset.UtcNow, 0L, 0L);
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
        return new(begun, Stopwatch.GetElapsedTime(first, last), recorder);

        void Record(Call call, TimeSpan latency)
        {
            recorder.Record(call, latency);
            note(call, latency);
            Interlocked.Exchange(ref last, Stopwatch.GetTimestamp());
        }
    }

    private LoadAnswers Answered(LoadAnswers answers) => answers.HasOk ? answers : throw new LoadTestException(
        $"The system of arm {arm.Name} at {shop.System.Gateway} answers nothing as it should: {string.Join("; ", answers.Recorder.Failures.Select(failure => $"{failure.Value} x {failure.Key}"))}");
}
