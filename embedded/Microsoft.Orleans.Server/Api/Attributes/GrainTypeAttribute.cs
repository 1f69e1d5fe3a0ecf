using Orleans.Metadata;

namespace Orleans;

/// <summary>The kind of a grain class in its identities, in place of the one made of its name.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class GrainTypeAttribute(string grainType) : Attribute, IGrainTypeProviderAttribute
{
    /// <inheritdoc/>
    public GrainType GetGrainType(IServiceProvider services, Type type) => GrainType.Create(grainType);
}
