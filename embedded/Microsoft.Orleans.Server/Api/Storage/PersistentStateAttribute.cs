namespace Orleans.Runtime;

/// <summary>Asks for an <see cref="IPersistentState{TState}"/> in a grain's constructor, loaded before the grain is activated.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public class PersistentStateAttribute(string stateName, string? storageName = null) : Attribute, IFacetMetadata, IPersistentStateConfiguration
{
    /// <inheritdoc/>
    public string StateName { get; } = stateName ?? throw new ArgumentNullException(nameof(stateName));

    /// <inheritdoc/>
    public string? StorageName { get; } = storageName;
}
