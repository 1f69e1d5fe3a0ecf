namespace Orleans.Metadata;

/// <summary>An attribute of a grain class that sets properties of its kind.</summary>
public interface IGrainPropertiesProviderAttribute
{
    /// <summary>Adds the properties.</summary>
    void Populate(IServiceProvider services, Type grainClass, GrainType grainType, Dictionary<string, string> properties);
}
