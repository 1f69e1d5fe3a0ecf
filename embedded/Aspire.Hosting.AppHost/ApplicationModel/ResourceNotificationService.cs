using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Aspire.Hosting.Runtime;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Knows the state of every resource and tells those who wait for it.</summary>
public class ResourceNotificationService
{
    // A watcher that falls this far behind misses the oldest changes; the newest state always arrives.
    private const int WatcherCapacity = 4096;

    private readonly Lock _lock = new();
    private readonly ConcurrentDictionary<string, ResourceEvent> _current = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<ChannelWriter<ResourceEvent>> _watchers = [];
    private readonly WaitBehavior _defaultWaitBehavior;

    internal ResourceNotificationService(DistributedApplicationOptions options) => _defaultWaitBehavior =
        options.DisableDashboard ? WaitBehavior.StopOnResourceUnavailable : WaitBehavior.WaitOnResourceUnavailable;

    /// <param name="resourceId">A resource's id, or its name.</param>
    /// <param name="resourceEvent">Its last change.</param>
    public bool TryGetCurrentState(string resourceId, [NotNullWhen(true)] out ResourceEvent? resourceEvent) =>
        _current.TryGetValue(resourceId, out resourceEvent)
        || (resourceEvent = _current.Values.FirstOrDefault(e => e.ResourceId == resourceId)) is not null;

    public Task PublishUpdateAsync(IResource resource, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        lock (_lock)
        {
            var before = _current.TryGetValue(resource.Name, out var known)
                ? known.Snapshot
                : new() { ResourceType = resource.GetType().Name, Properties = [], CreationTimeStamp = DateTime.UtcNow };
            var change = new ResourceEvent(resource, InstanceId.ResourceIdOf(resource), stateFactory(before));
            _current[resource.Name] = change;
            foreach (var watcher in _watchers)
            {
                watcher.TryWrite(change);
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>The current state of every resource, then every change.</summary>
    public async IAsyncEnumerable<ResourceEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var channel = Channel.CreateBounded<ResourceEvent>(
            new BoundedChannelOptions(WatcherCapacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        lock (_lock)
        {
            foreach (var state in _current.Values)
            {
                channel.Writer.TryWrite(state);
            }

            _watchers.Add(channel.Writer);
        }

        try
        {
            await foreach (var change in channel.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return change;
            }
        }
        finally
        {
            lock (_lock)
            {
                _watchers.Remove(channel.Writer);
            }
        }
    }

    public async Task<ResourceEvent> WaitForResourceAsync(
        string resourceName, Func<ResourceEvent, bool> predicate, CancellationToken cancellationToken = default)
    {
        await foreach (var change in WatchAsync(cancellationToken).ConfigureAwait(false))
        {
            if (string.Equals(change.Resource.Name, resourceName, StringComparison.OrdinalIgnoreCase) && predicate(change))
            {
                return change;
            }
        }

        throw new OperationCanceledException($"The operation was cancelled before the resource '{resourceName}' met the predicate condition.");
    }

    public Task WaitForResourceAsync(string resourceName, string? targetState = null, CancellationToken cancellationToken = default) =>
        WaitForResourceAsync(resourceName, [targetState ?? KnownResourceStates.Running], cancellationToken);

    public async Task<string> WaitForResourceAsync(
        string resourceName, IEnumerable<string> targetStates, CancellationToken cancellationToken = default)
    {
        var targets = targetStates.ToHashSet(StringComparer.OrdinalIgnoreCase);
        var reached = await WaitForResourceAsync(
            resourceName, e => e.Snapshot.State is { } state && targets.Contains(state.Text), cancellationToken).ConfigureAwait(false);
        return reached.Snapshot.State!.Text;
    }

    public Task<ResourceEvent> WaitForResourceHealthyAsync(string resourceName, CancellationToken cancellationToken = default) =>
        WaitForResourceHealthyAsync(resourceName, _defaultWaitBehavior, cancellationToken);

    /// <summary>Waits until the resource runs, its checks are healthy and its <see cref="ResourceReadyEvent"/> has been handled.</summary>
    /// <exception cref="DistributedApplicationException">It has stopped, and the behaviour is not to wait for another start.</exception>
    public async Task<ResourceEvent> WaitForResourceHealthyAsync(
        string resourceName, WaitBehavior waitBehavior, CancellationToken cancellationToken = default)
    {
        var reached = await WaitForResourceAsync(resourceName, e => IsReady(e.Snapshot) || GaveUp(e.Snapshot, waitBehavior), cancellationToken)
            .ConfigureAwait(false);
        if (GaveUp(reached.Snapshot, waitBehavior))
        {
            throw new DistributedApplicationException(
                $"Stopped waiting for resource '{resourceName}' to become healthy because it {Describe(reached.Snapshot)}.");
        }

        await reached.Snapshot.Ready!.WaitAsync(cancellationToken).ConfigureAwait(false);
        return reached;
    }

    /// <summary>Waits for everything that the resource was told to wait for.</summary>
    /// <exception cref="DistributedApplicationException">One of them stopped, or completed with the wrong exit code.</exception>
    public Task WaitForDependenciesAsync(IResource resource, CancellationToken cancellationToken) =>
        Task.WhenAll(resource.Annotations.OfType<WaitAnnotation>().Select(wait => wait.WaitType switch
        {
            WaitType.WaitUntilHealthy => WaitForResourceHealthyAsync(
                wait.Resource.Name, wait.WaitBehavior ?? _defaultWaitBehavior, cancellationToken),
            WaitType.WaitForCompletion => WaitForCompletionAsync(resource, wait, cancellationToken),
            WaitType.WaitUntilStarted => WaitForStartAsync(wait, cancellationToken),
            _ => throw new InvalidOperationException($"Unknown wait type '{wait.WaitType}'."),
        }));

    private static bool IsReady(CustomResourceSnapshot snapshot) =>
        snapshot is { HealthStatus: HealthStatus.Healthy, Ready: not null };

    private static bool GaveUp(CustomResourceSnapshot snapshot, WaitBehavior behavior) =>
        behavior == WaitBehavior.StopOnResourceUnavailable && IsTerminal(snapshot);

    private static bool IsTerminal(CustomResourceSnapshot snapshot) =>
        snapshot.State is { } state && KnownResourceStates.TerminalStates.Contains(state.Text);

    private static string Describe(CustomResourceSnapshot snapshot) =>
        snapshot.State?.Text == KnownResourceStates.FailedToStart ? "failed to start" : $"stopped with exit code {snapshot.ExitCode}";

    private async Task WaitForCompletionAsync(IResource waiting, WaitAnnotation wait, CancellationToken cancellationToken)
    {
        var ended = await WaitForResourceAsync(wait.Resource.Name, e => IsTerminal(e.Snapshot), cancellationToken).ConfigureAwait(false);
        if (ended.Snapshot.State?.Text == KnownResourceStates.FailedToStart || ended.Snapshot.ExitCode != wait.ExitCode)
        {
            throw new DistributedApplicationException(
                $"Resource '{waiting.Name}' waits for resource '{wait.Resource.Name}' to complete with exit code {wait.ExitCode}, but it {Describe(ended.Snapshot)}.");
        }
    }

    private async Task WaitForStartAsync(WaitAnnotation wait, CancellationToken cancellationToken)
    {
        var behavior = wait.WaitBehavior ?? _defaultWaitBehavior;
        var reached = await WaitForResourceAsync(
            wait.Resource.Name,
            e => e.Snapshot.State?.Text == KnownResourceStates.Running || GaveUp(e.Snapshot, behavior),
            cancellationToken).ConfigureAwait(false);
        if (GaveUp(reached.Snapshot, behavior))
        {
            throw new DistributedApplicationException(
                $"Stopped waiting for resource '{wait.Resource.Name}' to start because it {Describe(reached.Snapshot)}.");
        }
    }
}
