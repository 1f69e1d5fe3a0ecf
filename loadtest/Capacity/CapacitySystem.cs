using TracingReference.LoadTest.Commands;
using TracingReference.LoadTest.Overhead;
using TracingReference.LoadTest.Recording;
using TracingReference.LoadTest.Reports;
using TracingReference.LoadTest.Scenarios;
using TracingReference.LoadTest.Shop;
using TracingReference.LoadTest.Systems;

namespace TracingReference.LoadTest.Capacity;

/// <summary>One of two systems whose capacity is searched: it may be asked for more than it can serve.</summary>
internal sealed class CapacitySystem : IWarmable, IAsyncDisposable
{
    private static readonly TimeSpan SettlePatience = TimeSpan.FromSeconds(15);

    private readonly LoadedShop shop;
    private readonly ShopClient sampledCaller;
    private Snapshot last = Snapshot.Nothing;

    private CapacitySystem(LoadedShop shop)
    {
        this.shop = shop;
        sampledCaller = new ShopClient(shop.System.Gateway, CallerTrace.Sampled);
    }

    /// <summary>Starts it, signs in and takes the first reading.</summary>
    /// <exception cref="LoadTestException">It does not start, or does not answer.</exception>
    public static async Task<CapacitySystem> StartAsync(Arm arm, int portOffset, CapacityPlan plan, CancellationToken cancellationToken)
    {
        var system = new CapacitySystem(await LoadedShop.StartAsync(arm, portOffset, CompilerSettings.Early(plan.IsProfileGuided), cancellationToken).ConfigureAwait(false));
        try
        {
            await ScenarioCommand.SignInAsync(system.sampledCaller, system.shop.System.Gateway, cancellationToken).ConfigureAwait(false);
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
    public async Task WarmUpAsync(ShopScenario scenario, LoadPhase load, CancellationToken cancellationToken)
    {
        var recorder = (await LoadAsync(sampledCaller, scenario, load, cancellationToken).ConfigureAwait(false)).Recorder;
        if (recorder.Failed == recorder.All.Count)
        {
            throw new LoadTestException(
                $"The system at {shop.System.Gateway} answers nothing as it should: {string.Join("; ", recorder.Failures.Select(failure => $"{failure.Value} x {failure.Key}"))}");
        }
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, Usage>> ReadAsync(CancellationToken cancellationToken)
    {
        var (before, now) = (last, new Snapshot(await shop.System.ReadAsync(cancellationToken).ConfigureAwait(false), shop.Telemetry.Read()));
        last = now;
        return now.Since(before);
    }

    /// <summary>Puts a load upon it, waits for the last answer, and until what it has accepted is done: not while another one is measured.</summary>
    /// <exception cref="LoadTestException">One of its services has ended.</exception>
    public Task<LoadAnswers> LoadAsync(ShopScenario scenario, LoadPhase load, CancellationToken cancellationToken) =>
        LoadAsync(shop.Client, scenario, load, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        sampledCaller.Dispose();
        await shop.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<LoadAnswers> LoadAsync(ShopClient from, ShopScenario scenario, LoadPhase load, CancellationToken cancellationToken)
    {
        var (recorder, lastOrder, begun) = (new LoadRecorder(), new OrderBook(1), DateTimeOffset.UtcNow);
        await LoadRun.RunAsync(scenario, from, [load], Record, reports: null, cancellationToken).ConfigureAwait(false);
        var took = DateTimeOffset.UtcNow - begun;
        await lastOrder.SettleAsync(from, SettlePatience, cancellationToken).ConfigureAwait(false);
        if (recorder.Failed == recorder.All.Count)
        {
            await shop.System.ReadAsync(cancellationToken).ConfigureAwait(false); // names a service that has ended
        }

        return new(begun, took, recorder);

        void Record(Call call, TimeSpan latency)
        {
            recorder.Record(call, latency);
            lastOrder.Note(call);
        }
    }
}
