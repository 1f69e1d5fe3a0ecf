using Microsoft.Extensions.DependencyInjection;
using Orleans.Runtime;
using Orleans.Storage;

namespace Embedded.Silo;

/// <summary>A piece of an activation's state, whatever its type.</summary>
internal abstract class PersistentState(Activation activation, string name, IGrainStorage storage)
{
    protected Activation Activation { get; } = activation;

    protected string Name { get; } = name;

    protected IGrainStorage Storage { get; } = storage;

    public abstract Task ReadStateAsync(CancellationToken cancellationToken);

    public static PersistentState Create(Type stateType, IPersistentStateConfiguration configuration, Activation activation)
    {
        var services = activation.ActivationServices;
        var storage = string.IsNullOrWhiteSpace(configuration.StorageName)
            ? services.GetService<IGrainStorage>() ?? throw new BadProviderConfigException($"No default storage provider found loading grain type {activation.GrainId.Type}.")
            : services.GetKeyedService<IGrainStorage>(configuration.StorageName) ?? throw new BadProviderConfigException($"No storage provider named \"{configuration.StorageName}\" found loading grain type {activation.GrainId.Type}.");
        var state = (PersistentState)Activator.CreateInstance(typeof(PersistentState<>).MakeGenericType(stateType), activation, configuration.StateName, storage)!;
        activation.Add(state);
        return state;
    }
}
