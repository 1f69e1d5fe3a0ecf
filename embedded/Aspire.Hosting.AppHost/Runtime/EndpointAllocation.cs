using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting.Runtime;

/// <summary>Gives every endpoint its port for this run.</summary>
internal sealed class EndpointAllocation(FreePorts ports)
{
    public void Allocate(IResource resource)
    {
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>().Where(e => e.AllocatedEndpoint is null))
        {
            if (endpoint is { Port: { } port, TargetPort: { } target } && port != target)
            {
                throw new NotSupportedException(
                    $"Endpoint '{endpoint.Name}' of resource '{resource.Name}' has port {port} but target port {target}. The stand-in for Aspire has no proxy between the two: give one of them, or build with TracingPackages=public.");
            }

            endpoint.AllocatedEndpoint = new(endpoint, AddressFor(endpoint.TargetHost), endpoint.Port ?? endpoint.TargetPort ?? ports.Hold());
        }
    }

    /// <summary>The resource is about to listen on its ports.</summary>
    public void HandOver(IResource resource)
    {
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
        {
            ports.Release(endpoint.AllocatedEndpoint!.Port);
        }
    }

    private static string AddressFor(string targetHost) => targetHost is "" or "*" or "+" or "0.0.0.0" or "::" ? "localhost" : targetHost;
}
