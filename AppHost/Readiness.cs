using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Hosting;

namespace TracingReference.AppHost;

/// <summary>Says when the whole system is healthy, and keeps endpoints.json true from then on.</summary>
internal sealed class Readiness(
    DistributedApplicationModel model, ResourceNotificationService notifications, AppHostOptions options, DataFolder data) : BackgroundService
{
    private readonly EndpointsFile _endpoints = new(data.EndpointsFile, options);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        _endpoints.Delete();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            await Task.WhenAll(model.Resources.Where(IsProcess).Select(resource => notifications.WaitForResourceHealthyAsync(
                resource.Name, WaitBehavior.WaitOnResourceUnavailable, stoppingToken))).ConfigureAwait(false);
            await _endpoints.WriteAsync(model, notifications, stoppingToken).ConfigureAwait(false);
            var seconds = (DateTime.Now - Process.GetCurrentProcess().StartTime).TotalSeconds;
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"ready in {seconds:0.0} s"));

            await foreach (var change in notifications.WatchAsync(stoppingToken).ConfigureAwait(false))
            {
                if (IsProcess(change.Resource) && change.Snapshot.State?.Text == KnownResourceStates.Running)
                {
                    await _endpoints.WriteAsync(model, notifications, stoppingToken).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The system is stopping.
        }
    }

    private static bool IsProcess(IResource resource) => resource is ProjectResource or ExecutableResource or ContainerResource;
}
