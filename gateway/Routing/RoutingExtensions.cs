using System.Net;
using TracingReference.Defaults.Http;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace TracingReference.Gateway.Routing;

internal static class RoutingExtensions
{
    /// <summary>Longer than anything a service may take: the slowest is an order whose every statement is slowed down.</summary>
    private static readonly TimeSpan ActivityTimeout = TimeSpan.FromSeconds(100);

    public static void AddRoutes(this WebApplicationBuilder builder)
    {
        var clusters = RouteTable.Services.Select(service => new ClusterConfig
        {
            ClusterId = service,
            Destinations = new Dictionary<string, DestinationConfig>
            {
                [service] = new() { Address = builder.Configuration.GetServiceAddress(service).ToString() },
            },
            HttpRequest = new ForwarderRequestConfig
            {
                ActivityTimeout = ActivityTimeout,
                Version = HttpVersion.Version11,
                VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            },
        });
        builder.Services.AddReverseProxy().LoadFromMemory(RouteTable.Routes, clusters.ToArray());
    }
}
