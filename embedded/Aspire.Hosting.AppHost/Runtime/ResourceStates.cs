using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Runtime;

/// <summary>Moves resources from state to state. What lives inside a resource, as a database does in its server, shares its state.</summary>
internal sealed class ResourceStates(DistributedApplicationModel model, ResourceNotificationService notifications, HealthMonitor health)
{
    public Task InitializeAsync(IResource resource) => notifications.PublishUpdateAsync(resource, s => s with
    {
        State = KnownResourceStates.NotStarted,
        HealthReports = [.. resource.Annotations.OfType<HealthCheckAnnotation>().Select(a => new HealthReportSnapshot(a.Key, null, null, null))],
        Urls = [.. resource.Annotations.OfType<EndpointAnnotation>().Select(e => new UrlSnapshot(e.Name, e.AllocatedEndpoint!.UriString, false))],
    });

    public async Task MoveAsync(IResource resource, string state, Func<CustomResourceSnapshot, CustomResourceSnapshot>? change = null)
    {
        var running = state == KnownResourceStates.Running;
        health.Forget(resource);
        await notifications.PublishUpdateAsync(resource, s => (change?.Invoke(s) ?? s) with
        {
            State = state,
            Ready = null,
            HealthReports = [.. s.HealthReports.Select(r => r with { Status = null, Description = null, ExceptionText = null })],
            StartTimeStamp = running ? DateTime.UtcNow : s.StartTimeStamp,
            StopTimeStamp = KnownResourceStates.TerminalStates.Contains(state) ? DateTime.UtcNow : null,
        }).ConfigureAwait(false);
        if (running)
        {
            health.Watch(resource);
        }

        foreach (var child in ChildrenOf(resource))
        {
            await MoveAsync(child, state).ConfigureAwait(false);
        }
    }

    private IEnumerable<IResource> ChildrenOf(IResource resource) =>
        model.Resources.Where(r => r is not IComputeResource && r is IResourceWithParent child && child.Parent == resource);
}
