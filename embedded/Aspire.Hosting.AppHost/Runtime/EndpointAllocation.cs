using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace Aspire.Hosting.Runtime;

/// <summary>Gives every endpoint its port for this run.</summary>
internal sealed class EndpointAllocation(FreePorts ports, IConfiguration configuration)
{
    /// <summary>The setting by which tests have fixed ports chosen at start as well, so that they run side by side.</summary>
    public const string RandomizePorts = "DcpPublisher:RandomizePorts";

    private readonly bool _randomize = configuration.GetValue<bool>(RandomizePorts);

    public void Allocate(IResource resource)
    {
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>().Where(e => e.AllocatedEndpoint is null))
        {
            if (endpoint is { Port: { } port, TargetPort: { } target } && port != target)
            {
                throw new NotSupportedException(
                    $"Endpoint '{endpoint.Name}' of resource '{resource.Name}' has port {port} but target port {target}. The stand-in for Aspire has no proxy between the two: give one of them, or build with TracingPackages=public.");
            }

            endpoint.AllocatedEndpoint = new(endpoint, AddressFor(endpoint.TargetHost), Wanted(endpoint) ?? ports.Hold());
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

    private int? Wanted(EndpointAnnotation endpoint) =>
        endpoint.TargetPort ?? (_randomize && endpoint.IsProxied ? null : endpoint.Port);

    private static string AddressFor(string targetHost) => targetHost is "" or "*" or "+" or "0.0.0.0" or "::" ? "localhost" : targetHost;
}
