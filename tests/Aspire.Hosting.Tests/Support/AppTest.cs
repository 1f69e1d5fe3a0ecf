using Microsoft.Extensions.DependencyInjection;

namespace TracingReference.HostingTests.Support;

/// <summary>A test with a builder, a folder, and an application that is gone when the test is.</summary>
public abstract class AppTest : IAsyncLifetime
{
    private readonly CancellationTokenSource _timeout = new(TimeSpan.FromSeconds(30));
    private DistributedApplication? _app;

    protected AppTest(params string[] settings) => Builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
    {
        Args = [$"--Embedded:StateDirectory={Folder.Path}", .. settings],
        DisableDashboard = true,
    });

    protected TestFolder Folder { get; } = new();

    protected IDistributedApplicationBuilder Builder { get; }

    /// <summary>Ends every wait of the test.</summary>
    protected CancellationToken Timeout => _timeout.Token;

    protected DistributedApplication App => _app!;

    protected ResourceNotificationService States => App.ResourceNotifications;

    public Task InitializeAsync() => Task.CompletedTask;

    public virtual async Task DisposeAsync()
    {
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        _timeout.Dispose();
        Folder.Dispose();
    }

    /// <summary>Builds and starts the application.</summary>
    protected Task StartAsync()
    {
        _app = Builder.Build();
        return _app.StartAsync(Timeout);
    }

    protected Task HealthyAsync(IResourceBuilder<IResource> resource) => States.WaitForResourceHealthyAsync(resource.Resource.Name, Timeout);

    /// <summary>Waits until the resource has ended, however it did.</summary>
    protected async Task<CustomResourceSnapshot> EndedAsync(IResourceBuilder<IResource> resource) =>
        (await States.WaitForResourceAsync(
            resource.Resource.Name, e => KnownResourceStates.TerminalStates.Contains(e.Snapshot.State?.Text), Timeout)).Snapshot;

    protected Task<ExecuteCommandResult> CommandAsync(IResourceBuilder<IResource> resource, string command) =>
        App.ResourceCommands.ExecuteCommandAsync(resource.Resource, command, Timeout);

    protected CustomResourceSnapshot Snapshot(IResourceBuilder<IResource> resource) =>
        States.TryGetCurrentState(resource.Resource.Name, out var state) ? state.Snapshot : throw new InvalidOperationException("There is no state.");

    protected T Service<T>()
        where T : notnull => App.Services.GetRequiredService<T>();
}
