namespace TracingReference.Collector.Otlp;

/// <summary>What one resource has sent.</summary>
public sealed class ResourceGroup(Part resource, ReadOnlyMemory<byte> schemaUrl)
{
    public Part Resource { get; } = resource;

    public ReadOnlyMemory<byte> SchemaUrl { get; } = schemaUrl;

    public List<ScopeGroup> Scopes { get; init; } = [];

    /// <summary>The same resource with other scopes.</summary>
    public ResourceGroup With(List<ScopeGroup> scopes) => new(Resource, SchemaUrl) { Scopes = scopes };
}
