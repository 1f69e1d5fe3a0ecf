namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource that may be probed.</summary>
public interface IResourceWithProbes : IResource;
