using TracingReference.LoadTest.Otlp;
using TracingReference.LoadTest.Recording;
using TracingReference.LoadTest.Scenarios;
using TracingReference.LoadTest.Shop;
using TracingReference.LoadTest.Systems;

namespace TracingReference.LoadTest.Commands;

/// <summary>Runs one scenario alone, with NBomber's own reports.</summary>
internal static class ScenarioCommand
{
    public static async Task<ExitCode> RunAsync(LoadTestOptions options, Action<string> say, CancellationToken cancellationToken)
    {
        var scenario = options.Scenario ?? throw new LoadTestException("scenario needs --scenario NAME. See --help.");
        await using var telemetry = options.Target is null ? await OtlpCounter.StartAsync().ConfigureAwait(false) : null;
        await using var system = telemetry is null ? null : await StartAsync(options, telemetry, say, cancellationToken).ConfigureAwait(false);
        var gateway = options.Target ?? system!.Gateway;
        using var shop = new ShopClient(gateway);
        await SignInAsync(shop, gateway, cancellationToken).ConfigureAwait(false);

        var recorder = new LoadRecorder();
        await LoadRun.RunAsync(scenario, shop, scenario.Load, recorder.Record, options.Out, cancellationToken).ConfigureAwait(false);
        foreach (var (failure, count) in recorder.Failures)
        {
            say($"{count} x {failure}");
        }

        return recorder.Failed == 0 ? ExitCode.Pass : ExitCode.Failed;
    }

    /// <summary>The first request: who cannot sign in has a dead target.</summary>
    /// <exception cref="LoadTestException">The gateway does not answer, or not as the shop does.</exception>
    public static async Task SignInAsync(ShopClient shop, Uri gateway, CancellationToken cancellationToken)
    {
        if (await shop.SignInAsync(cancellationToken).ConfigureAwait(false) is { IsOk: false } call)
        {
            throw new LoadTestException(call.Status == 0
                ? $"Nothing answers at {gateway}: {call.Error} Start the system first (dotnet run --project AppHost), or leave --target away."
                : $"What answers at {gateway} is not this shop: POST /login answered {call.Status}.");
        }
    }

    private static Task<RunningShop> StartAsync(LoadTestOptions options, OtlpCounter telemetry, Action<string> say, CancellationToken cancellationToken)
    {
        say("starting the system");
        return RunningShop.StartAsync(
            new(options.PortOffset, Arm.Head100.Settings, telemetry.Endpoint, Sampling: null) { Environment = "Development" }, cancellationToken);
    }
}
