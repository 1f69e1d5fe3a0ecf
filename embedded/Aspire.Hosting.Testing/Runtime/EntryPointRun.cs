using System.Reflection;
using Aspire.Hosting.Runtime;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing.Runtime;

/// <summary>One run of an AppHost's entry point on a thread of its own. It halts in <c>Build</c> until the test builds, and
/// in <c>Run</c> until the test disposes of the application; then it runs to its end.</summary>
internal sealed class EntryPointRun(Assembly appHost, Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configure)
    : BuildInterception
{
    private static readonly TimeSpan StepTimeout = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan EndTimeout = TimeSpan.FromSeconds(30);

    private readonly TaskCompletionSource<DistributedApplicationBuilder> _building = New<DistributedApplicationBuilder>();
    private readonly TaskCompletionSource<bool> _mayBuild = New<bool>();
    private readonly TaskCompletionSource<DistributedApplication> _built = New<DistributedApplication>();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _lock = new();
    private Task? _ending;

    public override Assembly AppHost => appHost;

    /// <returns>The builder, when the entry point is about to build it.</returns>
    public async Task<DistributedApplicationBuilder> StartAsync(string[] args, CancellationToken cancellationToken)
    {
        var main = appHost.EntryPoint ?? throw new ArgumentException($"Assembly '{appHost.GetName().Name}' has no entry point.");
        new Thread(() => Run(main, args)) { IsBackground = true, Name = $"entry point of {appHost.GetName().Name}" }.Start();
        try
        {
            return await _building.Task.WaitAsync(StepTimeout, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            _mayBuild.TrySetResult(false);
            throw;
        }
    }

    public async Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken)
    {
        _mayBuild.TrySetResult(true);
        return new InterceptedApplication(await _built.Task.WaitAsync(StepTimeout, cancellationToken).ConfigureAwait(false), this);
    }

    /// <summary>Lets the entry point come to its end, and waits for that: what it holds is free then.</summary>
    /// <exception cref="TimeoutException">It goes on for 30 s.</exception>
    public Task EndAsync()
    {
        lock (_lock)
        {
            return _ending ??= StopAsync();
        }
    }

    public override void Configure(DistributedApplicationOptions options, HostApplicationBuilderSettings settings)
    {
        options.DisableDashboard = true;
        settings.Configuration ??= new();
        settings.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            [HostDefaults.EnvironmentKey] = Environments.Development,
            ["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = "http://localhost:4317",
            [EndpointAllocation.RandomizePorts] = "true",
        });
        configure(options, settings);
    }

    public override void OnBuilding(DistributedApplicationBuilder builder)
    {
        builder.Services.AddHttpClient();
        _building.TrySetResult(builder);
        if (!_mayBuild.Task.GetAwaiter().GetResult())
        {
            throw new HostAbortedException("The test has ended before the application was built.");
        }
    }

    public override void OnBuilt(DistributedApplication application) => _built.TrySetResult(application);

    private async Task StopAsync()
    {
        _mayBuild.TrySetResult(false);
        if (_built.Task is { IsCompletedSuccessfully: true, Result: var application })
        {
            await application.StopAsync().ConfigureAwait(false);
            await application.DisposeAsync().ConfigureAwait(false);
        }

        await _ended.Task.WaitAsync(EndTimeout).ConfigureAwait(false);
    }

    private void Run(MethodInfo main, string[] args)
    {
        Current = this;
        Exception reason;
        try
        {
            var exitCode = main.Invoke(null, main.GetParameters().Length == 0 ? null : [args]) ?? 0;
            reason = new InvalidOperationException(
                $"The entry point of '{appHost.GetName().Name}' ended with exit code {exitCode} before it built an application. What it printed says why.");
        }
        catch (TargetInvocationException e)
        {
            reason = e.InnerException!;
        }

        _ended.TrySetResult();
        Fail(_building, reason);
        Fail(_built, reason);
    }

    private static TaskCompletionSource<T> New<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static void Fail<T>(TaskCompletionSource<T> source, Exception reason)
    {
        source.TrySetException(reason);

        // Whoever waits is told; nobody may be waiting.
        _ = source.Task.Exception;
    }
}
