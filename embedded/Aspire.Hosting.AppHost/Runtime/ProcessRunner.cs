using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Runtime;

/// <summary>Starts and stops the process of one resource, as often as asked.</summary>
internal sealed partial class ProcessRunner(
    IResource resource,
    ResourceStates states,
    ResourceNotificationService notifications,
    IDistributedApplicationEventing eventing,
    ProcessSpecFactory specs,
    EndpointAllocation endpoints,
    ResourceOutput output,
    Watchdog watchdog,
    IServiceProvider services,
    ILogger<ProcessRunner> logger)
{
    private readonly SemaphoreSlim _turn = new(1);
    private CancellationTokenSource _waiting = new();
    private ChildProcess? _process;
    private Task _observed = Task.CompletedTask;
    private volatile bool _stopping;
    private volatile bool _closed;

    public IResource Resource => resource;

    /// <summary>Starts the process when all that it waits for is there. A failure becomes the resource's state.</summary>
    /// <returns>Null, or why it does not run.</returns>
    public async Task<string?> StartAsync()
    {
        await _turn.WaitAsync().ConfigureAwait(false);
        var waiting = _waiting;
        try
        {
            if (_closed)
            {
                return "The application is stopping.";
            }

            if (_process is { Exited.IsCompleted: false })
            {
                return $"Resource '{resource.Name}' is running already.";
            }

            await _observed.ConfigureAwait(false);
            await BeginAsync(waiting.Token).ConfigureAwait(false);
            return null;
        }
        catch (OperationCanceledException) when (waiting.IsCancellationRequested)
        {
            await states.MoveAsync(resource, KnownResourceStates.NotStarted).ConfigureAwait(false);
            return $"The start of resource '{resource.Name}' was given up.";
        }
        catch (Exception e)
        {
            LogFailed(resource.Name, e.Message);
            await states.MoveAsync(resource, KnownResourceStates.FailedToStart).ConfigureAwait(false);
            return e.Message;
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <summary>Gives up a start that waits, or ends the process; returns when it is gone.</summary>
    /// <param name="grace">How long the process may take before it is ended by force.</param>
    /// <param name="forGood">No later start is accepted.</param>
    public async Task StopAsync(TimeSpan grace, bool forGood = false)
    {
        _closed |= forGood;
        await _waiting.CancelAsync().ConfigureAwait(false);
        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            _waiting = new();
            if (_process is { Exited.IsCompleted: false } process)
            {
                _stopping = true;
                await states.MoveAsync(resource, KnownResourceStates.Stopping).ConfigureAwait(false);
                await process.StopAsync(grace).ConfigureAwait(false);
            }

            await _observed.ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }
    }

    private async Task BeginAsync(CancellationToken cancellationToken)
    {
        if (resource.Annotations.OfType<WaitAnnotation>().Any())
        {
            await states.MoveAsync(resource, KnownResourceStates.Waiting).ConfigureAwait(false);
            await notifications.WaitForDependenciesAsync(resource, cancellationToken).ConfigureAwait(false);
        }

        await states.MoveAsync(resource, KnownResourceStates.Starting).ConfigureAwait(false);
        await eventing.PublishAsync(new BeforeResourceStartedEvent(resource, services), cancellationToken).ConfigureAwait(false);
        var spec = await specs.CreateAsync(resource, cancellationToken).ConfigureAwait(false);
        endpoints.HandOver(resource);
        _stopping = false;
        _process = ChildProcess.Start(spec, watchdog, (line, isError) => output.Write(resource, line, isError));
        await states.MoveAsync(resource, KnownResourceStates.Running, s => s with
        {
            ExitCode = null,
            Properties =
            [
                new("executable.path", spec.Command),
                new("executable.workDir", spec.WorkingDirectory),
                new("executable.pid", _process.Id),
            ],
        }).ConfigureAwait(false);
        _observed = ObserveAsync(_process);
    }

    private async Task ObserveAsync(ChildProcess process)
    {
        var exitCode = await process.Exited.ConfigureAwait(false);
        process.Dispose();
        if (!_stopping)
        {
            LogEnded(resource.Name, exitCode);
        }

        await states.MoveAsync(resource, KnownResourceStates.Finished, s => s with { ExitCode = exitCode, Properties = [] }).ConfigureAwait(false);
        notifications.TryGetCurrentState(resource.Name, out var state);
        try
        {
            await eventing.PublishAsync(new ResourceStoppedEvent(resource, services, state!)).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            LogSubscriberFailed(resource.Name, e.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Resource} failed to start: {Reason}")]
    private partial void LogFailed(string resource, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Resource} ended by itself with exit code {ExitCode}.")]
    private partial void LogEnded(string resource, int exitCode);

    [LoggerMessage(Level = LogLevel.Error, Message = "A subscriber to the end of {Resource} failed: {Reason}")]
    private partial void LogSubscriberFailed(string resource, string reason);
}
