using System.Diagnostics;
using System.Net;
using Embedded.Silo;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Orleans.Configuration;

namespace Orleans.Hosting;

/// <summary>What one silo can be configured with.</summary>
public static class CoreHostingExtensions
{
    /// <summary>Makes this process the whole cluster. The ports name the silo in activities; none is opened.</summary>
    /// <exception cref="NotSupportedException"><paramref name="primarySiloEndpoint"/> is another silo.</exception>
    public static ISiloBuilder UseLocalhostClustering(
        this ISiloBuilder builder,
        int siloPort = EndpointOptions.DEFAULT_SILO_PORT,
        int gatewayPort = EndpointOptions.DEFAULT_GATEWAY_PORT,
        IPEndPoint? primarySiloEndpoint = null,
        string serviceId = "dev",
        string clusterId = "dev")
    {
        if (primarySiloEndpoint is { } primary && primary.Port != siloPort)
        {
            throw new NotSupportedException($"The stand-in for Orleans runs one silo, so it cannot join the one at {primary}. Leave {nameof(primarySiloEndpoint)} out, or use the real package (TracingPackages=public).");
        }

        builder.Services.TryAddSingleton<ClusterOfOne>();
        return builder
            .Configure<EndpointOptions>(options => (options.SiloPort, options.GatewayPort) = (siloPort, gatewayPort))
            .Configure<ClusterOptions>(options => (options.ServiceId, options.ClusterId) = (serviceId, clusterId));
    }

    /// <summary>
    /// Makes activities of grain calls and lets the caller's trace context and baggage flow into the grain. The sources are
    /// those in <see cref="Orleans.Diagnostics.ActivitySources"/>.
    /// </summary>
    public static ISiloBuilder AddActivityPropagation(this ISiloBuilder builder)
    {
        builder.Services.TryAddSingleton(DistributedContextPropagator.Current);
        builder.Services.TryAddSingleton<CallTracing>();
        return builder;
    }
}
