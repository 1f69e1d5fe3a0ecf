using TracingReference.LoadTest.Commands;
using TracingReference.LoadTest.Otlp;
using TracingReference.LoadTest.Shop;

namespace TracingReference.LoadTest.Systems;

/// <summary>A system that the harness started, a client that has signed in, and a counter of all that the system tells.</summary>
internal sealed class LoadedShop : IAsyncDisposable
{
    // Short beside a run, so that what the SDKs count arrives while it lasts.
    private const string MetricInterval = "5000";

    private LoadedShop(OtlpCounter telemetry, RunningShop system)
    {
        Telemetry = telemetry;
        System = system;
        Client = new ShopClient(system.Gateway);
    }

    public OtlpCounter Telemetry { get; }

    public RunningShop System { get; }

    public ShopClient Client { get; }

    /// <summary>Starts an arm as it is.</summary>
    /// <param name="arm">Which.</param>
    /// <param name="portOffset">Added to every fixed port.</param>
    /// <param name="variables">Of the .NET runtime of every process.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="LoadTestException">It does not start, or does not answer.</exception>
    public static Task<LoadedShop> StartAsync(Arm arm, int portOffset, IReadOnlyDictionary<string, string> variables, CancellationToken cancellationToken)
    {
        var settings = new Dictionary<string, string>(arm.Settings) { ["OTEL_METRIC_EXPORT_INTERVAL"] = MetricInterval };
        return StartAsync(telemetry => new(portOffset, settings, telemetry, arm.Sampling) { Variables = variables }, cancellationToken);
    }

    /// <param name="settings">How it is started, given where its telemetry goes to.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="LoadTestException">It does not start, or does not answer.</exception>
    public static async Task<LoadedShop> StartAsync(Func<Uri, ShopSettings> settings, CancellationToken cancellationToken)
    {
        var telemetry = await OtlpCounter.StartAsync().ConfigureAwait(false);
        LoadedShop shop;
        try
        {
            shop = new(telemetry, await RunningShop.StartAsync(settings(telemetry.Endpoint), cancellationToken).ConfigureAwait(false));
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
