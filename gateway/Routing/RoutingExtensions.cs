using System.Net;
using Microsoft.AspNetCore.DataProtection;
using TracingReference.Defaults.Http;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace TracingReference.Gateway.Routing;

internal static class RoutingExtensions
{
    /// <summary>Longer than anything a service may take: the slowest is an order whose six statements take a minute each, by <c>db=slow</c>.</summary>
    private static readonly TimeSpan ActivityTimeout = TimeSpan.FromMinutes(10);

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
        // Nothing here is encrypted for later, so no keys are kept on disk.
        builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();
        builder.Services.AddReverseProxy().LoadFromMemory(RouteTable.Routes, clusters.ToArray());
    }
}
