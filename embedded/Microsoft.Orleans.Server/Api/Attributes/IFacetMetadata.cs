namespace Orleans;

/// <summary>Marks an attribute that says what is to be injected into a grain's constructor.</summary>
public interface IFacetMetadata;
