namespace TracingReference.Collector.Otlp;

/// <summary>The spans, log records or metrics of one instrumentation scope.</summary>
public sealed class ScopeGroup(Part scope, ReadOnlyMemory<byte> schemaUrl)
{
    public Part Scope { get; } = scope;

    public ReadOnlyMemory<byte> SchemaUrl { get; } = schemaUrl;

    public List<Part> Items { get; init; } = [];

    /// <summary>The same scope with other items.</summary>
    public ScopeGroup With(List<Part> items) => new(Scope, SchemaUrl) { Items = items };
}
