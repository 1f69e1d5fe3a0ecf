using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Gives commands to resources from code. Whether a command is enabled is for displays to ask: here it is carried out.</summary>
public class ResourceCommandService
{
    private readonly IServiceProvider _services;

    internal ResourceCommandService(IServiceProvider services) => _services = services;

    /// <param name="resourceId">A resource's id, or its name.</param>
    /// <param name="commandName">One of <see cref="KnownResourceCommands"/>, or a name given to <c>WithCommand</c>.</param>
    /// <param name="cancellationToken">Ends the wait for the command, not what it has begun.</param>
    public Task<ExecuteCommandResult> ExecuteCommandAsync(string resourceId, string commandName, CancellationToken cancellationToken = default)
    {
        if (!Notifications.TryGetCurrentState(resourceId, out var state))
        {
            return Task.FromResult(CommandResults.Failure($"Resource '{resourceId}' not found."));
        }

        return ExecuteCommandAsync(state.Resource, commandName, cancellationToken);
    }

    /// <inheritdoc cref="ExecuteCommandAsync(string, string, CancellationToken)"/>
    public async Task<ExecuteCommandResult> ExecuteCommandAsync(IResource resource, string commandName, CancellationToken cancellationToken = default)
    {
        var command = resource.Annotations.OfType<ResourceCommandAnnotation>().LastOrDefault(c => c.Name == commandName);
        if (command is null || !Notifications.TryGetCurrentState(resource.Name, out var state))
        {
            return CommandResults.Failure($"Command '{commandName}' not available for resource '{resource.Name}'.");
        }

        try
        {
            return await command.ExecuteCommand(new()
            {
                ResourceName = state.ResourceId,
                Services = _services,
                Logger = _services.GetRequiredService<ResourceLoggerService>().GetLogger(resource),
                CancellationToken = cancellationToken,
            }).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return CommandResults.Canceled();
        }
        catch (Exception e)
        {
            return CommandResults.Failure(e);
        }
    }

    private ResourceNotificationService Notifications => _services.GetRequiredService<ResourceNotificationService>();
}
