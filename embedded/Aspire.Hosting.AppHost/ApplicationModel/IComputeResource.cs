namespace Aspire.Hosting.ApplicationModel;

/// <summary>A resource that is a process or a container.</summary>
public interface IComputeResource : IResource;
