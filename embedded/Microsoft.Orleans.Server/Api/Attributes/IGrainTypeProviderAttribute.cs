namespace Orleans.Metadata;

/// <summary>An attribute of a grain class that names its kind.</summary>
public interface IGrainTypeProviderAttribute
{
    /// <summary>The kind.</summary>
    GrainType GetGrainType(IServiceProvider services, Type type);
}
