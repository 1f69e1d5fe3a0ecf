namespace Aspire.Hosting.ApplicationModel;

/// <summary>Something that is said of a resource: an endpoint, a wait, a callback.</summary>
public interface IResourceAnnotation;
