using System.Collections.Concurrent;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.Runtime;

/// <summary>Runs the health checks of running resources, often until they are healthy and then every 30 s, and tells when
/// one has become ready.</summary>
internal sealed partial class HealthMonitor(
    HealthCheckService checks,
    ResourceNotificationService notifications,
    IDistributedApplicationEventing eventing,
    IServiceProvider services,
    TimeProvider time,
    ILogger<HealthMonitor> logger) : IDisposable
{
    private static readonly TimeSpan WhileUnhealthy = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan WhileHealthy = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<string, CancellationTokenSource> _watched = new();

    /// <summary>The resource has begun to run.</summary>
    public void Watch(IResource resource)
    {
        var cancellation = _watched[resource.Name] = new();
        _ = WatchAsync(resource, cancellation.Token);
    }

    /// <summary>The resource does not run any more.</summary>
    public void Forget(IResource resource)
    {
        if (_watched.TryRemove(resource.Name, out var cancellation))
        {
            cancellation.Cancel();
        }
    }

    public void Dispose()
    {
        foreach (var cancellation in _watched.Values)
        {
            cancellation.Cancel();
        }
    }

    private async Task WatchAsync(IResource resource, CancellationToken cancellationToken)
    {
        var keys = resource.Annotations.OfType<HealthCheckAnnotation>().Select(a => a.Key).ToHashSet();
        var ready = false;
        try
        {
            while (true)
            {
                var healthy = keys.Count == 0 || await CheckAsync(resource, keys, cancellationToken).ConfigureAwait(false);
                if (healthy && !ready)
                {
                    ready = true;
                    var handled = AnnounceAsync(resource, cancellationToken);
                    await notifications.PublishUpdateAsync(
                        resource, s => cancellationToken.IsCancellationRequested ? s : s with { Ready = handled }).ConfigureAwait(false);
                }

                if (keys.Count == 0)
                {
                    return;
                }

                await Task.Delay(healthy ? WhileHealthy : WhileUnhealthy, time, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // The resource has stopped.
        }
    }

    private async Task<bool> CheckAsync(IResource resource, HashSet<string> keys, CancellationToken cancellationToken)
    {
        var report = await checks.CheckHealthAsync(r => keys.Contains(r.Name), cancellationToken).ConfigureAwait(false);
        await notifications.PublishUpdateAsync(resource, s => cancellationToken.IsCancellationRequested ? s : s with
        {
            HealthReports = [.. report.Entries.Select(e =>
                new HealthReportSnapshot(e.Key, e.Value.Status, e.Value.Description, e.Value.Exception?.Message))],
        }).ConfigureAwait(false);
        return report.Status == HealthStatus.Healthy;
    }

    private async Task AnnounceAsync(IResource resource, CancellationToken cancellationToken)
    {
        try
        {
            await eventing.PublishAsync(new ResourceReadyEvent(resource, services), cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            LogNotReady(resource.Name, e.Message);
            throw new DistributedApplicationException($"Resource '{resource.Name}' is healthy but could not be made ready: {e.Message}", e);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Resource} is healthy but could not be made ready: {Reason}")]
    private partial void LogNotReady(string resource, string reason);
}
