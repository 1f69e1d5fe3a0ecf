namespace TracingReference.Collector.Processors.Attributes;

/// <summary>Settings of the resource processor.</summary>
/// <param name="Actions">attributes: what is done to the attributes of each resource, in order.</param>
internal sealed record ResourceSettings(IReadOnlyList<AttributeAction> Actions);
