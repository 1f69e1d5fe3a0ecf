namespace Aspire.Hosting.ApplicationModel;

/// <summary>A container. The stand-in keeps it in the model but has no container runtime: starting one is refused.</summary>
public class ContainerResource(string name, string? entrypoint = null)
    : Resource(name), IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport, IResourceWithProbes, IComputeResource
{
    public string? Entrypoint { get; set; } = entrypoint;
}
