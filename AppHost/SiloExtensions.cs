namespace TracingReference.AppHost;

/// <summary>Gives a service what an Orleans silo needs.</summary>
internal static class SiloExtensions
{
    /// <summary>Ports of its own for the silo and for its clients: two copies of the system would fight for Orleans' defaults.</summary>
    public static IResourceBuilder<ProjectResource> WithSilo(this IResourceBuilder<ProjectResource> service) => service
        .WithPort("silo", "Orleans__SiloPort")
        .WithPort("orleans", "Orleans__GatewayPort");

    private static IResourceBuilder<ProjectResource> WithPort(this IResourceBuilder<ProjectResource> service, string name, string variable) => service
        .WithEndpoint(scheme: "tcp", name: name, env: variable)
        .WithEndpoint(name, endpoint =>
        {
            endpoint.TargetHost = "127.0.0.1";
            endpoint.ExcludeReferenceEndpoint = true;
        });
}
