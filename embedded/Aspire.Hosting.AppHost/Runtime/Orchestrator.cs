using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Eventing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.Runtime;

/// <summary>Brings the model to life, and down again: dependents first, within <see cref="StopTime"/>.</summary>
internal sealed class Orchestrator(
    DistributedApplicationModel model,
    IDistributedApplicationEventing eventing,
    EndpointAllocation endpoints,
    ResourceStates states,
    Watchdog watchdog,
    FormerRun former,
    IOptions<HealthCheckServiceOptions> healthChecks,
    IServiceProvider services) : IHostedService, IDisposable
{
    /// <summary>After this time the last process is ended by force. An AppHost promises to be gone within 8 s.</summary>
    public static readonly TimeSpan StopTime = TimeSpan.FromSeconds(6);

    private static readonly TimeSpan CommandGrace = TimeSpan.FromSeconds(5);

    private List<ProcessRunner> _runners = [];

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        try
        {
            await former.GoneAsync(cancellationToken).ConfigureAwait(false);
            await eventing.PublishAsync(new BeforeStartEvent(services, model), cancellationToken).ConfigureAwait(false);
            DependencyOrder.Validate(model);
            ValidateHealthChecks();
            _runners = [.. model.Resources.Where(r => r is IComputeResource).Select(r => ActivatorUtilities.CreateInstance<ProcessRunner>(services, r))];
            await AllocateAsync(cancellationToken).ConfigureAwait(false);
            foreach (var resource in model.Resources.Where(r => r is not IComputeResource && r is not IResourceWithParent))
            {
                await states.MoveAsync(resource, KnownResourceStates.Running).ConfigureAwait(false);
            }

            foreach (var runner in _runners)
            {
                AddCommands(runner);
                if (!runner.Resource.Annotations.OfType<ExplicitStartupAnnotation>().Any())
                {
                    // Not awaited: it may wait for others, and what goes wrong becomes the resource's state.
                    _ = Task.Run(runner.StartAsync, CancellationToken.None);
                }
            }

            await eventing.PublishAsync(new AfterResourcesCreatedEvent(services, model), cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await StopAsync(CancellationToken.None).ConfigureAwait(false);
            throw;
        }
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var groups = DependencyOrder.StopGroups([.. _runners.Select(r => r.Resource)]);
        var stops = new List<Task>();
        var slice = StopTime / (2 * Math.Max(1, groups.Count));
        for (var i = 0; i < groups.Count; i++)
        {
            // Each group has its share of the time before the next is asked to stop as well, and all end together at the latest.
            var grace = StopTime - (i * slice);
            var group = Task.WhenAll(_runners.Where(r => groups[i].Contains(r.Resource)).Select(r => r.StopAsync(grace, forGood: true)));
            stops.Add(group);
            await Task.WhenAny(group, Task.Delay(slice, CancellationToken.None)).ConfigureAwait(false);
        }

        await Task.WhenAll(stops).ConfigureAwait(false);
        watchdog.Dispose();
    }

    /// <summary>Whoever disposes of an application without stopping it, since its start failed say, leaves nothing behind either.</summary>
    public void Dispose() => StopAsync(CancellationToken.None).GetAwaiter().GetResult();

    private static void AddCommands(ProcessRunner runner)
    {
        var resource = runner.Resource;
        Add(KnownResourceCommands.StartCommand, "Start", runner.StartAsync);
        Add(KnownResourceCommands.StopCommand, "Stop", async () =>
        {
            await runner.StopAsync(CommandGrace).ConfigureAwait(false);
            return null;
        });
        Add(KnownResourceCommands.RestartCommand, "Restart", async () =>
        {
            await runner.StopAsync(CommandGrace).ConfigureAwait(false);
            return await runner.StartAsync().ConfigureAwait(false);
        });

        void Add(string name, string displayName, Func<Task<string?>> run) => resource.Annotations.Add(new ResourceCommandAnnotation(
            name,
            displayName,
            async context => await run().WaitAsync(context.CancellationToken).ConfigureAwait(false) is { } failure
                ? CommandResults.Failure(failure)
                : CommandResults.Success(),
            new()));
    }

    private async Task AllocateAsync(CancellationToken cancellationToken)
    {
        foreach (var resource in model.Resources)
        {
            endpoints.Allocate(resource);
            await states.InitializeAsync(resource).ConfigureAwait(false);
        }

        foreach (var resource in model.Resources)
        {
            if (resource is IResourceWithEndpoints)
            {
                await eventing.PublishAsync(new ResourceEndpointsAllocatedEvent(resource, services), cancellationToken).ConfigureAwait(false);
            }

            if (resource is IResourceWithConnectionString)
            {
                await eventing.PublishAsync(new ConnectionStringAvailableEvent(resource, services), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private void ValidateHealthChecks()
    {
        var known = healthChecks.Value.Registrations.Select(r => r.Name).ToHashSet();
        foreach (var resource in model.Resources)
        {
            if (resource.Annotations.OfType<HealthCheckAnnotation>().FirstOrDefault(a => !known.Contains(a.Key)) is { } missing)
            {
                throw new DistributedApplicationException(
                    $"The health check '{missing.Key}' is not registered and is required for resource '{resource.Name}'.");
            }
        }
    }
}
