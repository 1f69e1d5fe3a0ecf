using TracingReference.LoadTest.Commands;
using TracingReference.LoadTest.Otlp;
using TracingReference.LoadTest.Shop;

namespace TracingReference.LoadTest.Systems;

/// <summary>A system that the harness started, a client that has signed in, and a counter of all that the system tells.</summary>
internal sealed class LoadedShop : IAsyncDisposable
{
    private LoadedShop(OtlpCounter telemetry, RunningShop system)
    {
        Telemetry = telemetry;
        System = system;
        Client = new ShopClient(system.Gateway);
    }

    public OtlpCounter Telemetry { get; }

    public RunningShop System { get; }

    public ShopClient Client { get; }

    /// <summary>Starts it, exporting as everything does that is measured, and signs in.</summary>
    /// <param name="settings">How it is started, given where its telemetry goes to.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="LoadTestException">It does not start, or does not answer.</exception>
    public static async Task<LoadedShop> StartAsync(Func<Uri, ShopSettings> settings, CancellationToken cancellationToken)
    {
        var telemetry = await OtlpCounter.StartAsync().ConfigureAwait(false);
        LoadedShop shop;
        try
        {
            shop = new(telemetry, await RunningShop.StartAsync(Exporting(settings(telemetry.Endpoint)), cancellationToken).ConfigureAwait(false));
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

    /// <summary>The same, exporting as often as everything does that is measured; what its arm sets itself wins.</summary>
    public static ShopSettings Exporting(ShopSettings settings) => settings with { Settings = ShopSettings.Merge(ExportSettings.Measured, settings.Settings) };

    /// <summary>Stops it, so that it tells all that it has, and reads how many spans its SDKs' queues dropped.</summary>
    /// <returns>Null where no SDK told.</returns>
    public async Task<long?> StopAndReadDropsAsync()
    {
        await System.StopAsync().ConfigureAwait(false);
        var counts = Telemetry.Read().Values.ToArray();
        return counts.Any(count => count.Processed is not null) ? counts.Sum(count => count.Dropped) : null;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await System.DisposeAsync().ConfigureAwait(false);
        await Telemetry.DisposeAsync().ConfigureAwait(false);
    }
}
