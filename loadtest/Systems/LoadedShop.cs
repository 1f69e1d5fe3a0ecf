using TracingReference.LoadTest.Commands;
using TracingReference.LoadTest.Otlp;
using TracingReference.LoadTest.Shop;

namespace TracingReference.LoadTest.Systems;

/// <summary>A system of one arm, a client that has signed in, and a counter of what it tells.</summary>
internal sealed class LoadedShop : IAsyncDisposable
{
    // Short beside a run, so that what the SDKs count arrives while it lasts.
    private const string MetricInterval = "5000";

    private readonly OtlpCounter telemetry;

    private LoadedShop(Arm arm, OtlpCounter telemetry, RunningShop system)
    {
        Arm = arm;
        this.telemetry = telemetry;
        System = system;
        Client = new ShopClient(system.Gateway);
    }

    public Arm Arm { get; }

    public RunningShop System { get; }

    public ShopClient Client { get; }

    /// <exception cref="LoadTestException">It does not start, or does not answer.</exception>
    public static async Task<LoadedShop> StartAsync(Arm arm, int portOffset, CancellationToken cancellationToken)
    {
        var telemetry = await OtlpCounter.StartAsync().ConfigureAwait(false);
        LoadedShop shop;
        try
        {
            var settings = new Dictionary<string, string>(arm.Settings) { ["OTEL_METRIC_EXPORT_INTERVAL"] = MetricInterval };
            shop = new(arm, telemetry, await RunningShop.StartAsync(new(portOffset, settings, telemetry.Endpoint, arm.Sampling), cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            await telemetry.DisposeAsync().ConfigureAwait(false);
            throw;
        }

        try
        {
            await ScenarioCommand.SignInAsync(shop.Client, shop.System.Gateway, cancellationToken).ConfigureAwait(false);
            return shop;
        }
        catch
        {
            await shop.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Stops it, so that it tells all that it has, and reads how many spans its SDKs' queues dropped.</summary>
    /// <returns>Null where no SDK told.</returns>
    public async Task<long?> StopAndReadDropsAsync()
    {
        await System.StopAsync().ConfigureAwait(false);
        var counts = telemetry.Read().Values.ToArray();
        return counts.Any(count => count.Processed is not null) ? counts.Sum(count => count.Dropped) : null;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await System.DisposeAsync().ConfigureAwait(false);
        await telemetry.DisposeAsync().ConfigureAwait(false);
    }
}
