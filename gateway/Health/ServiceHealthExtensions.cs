using Microsoft.Extensions.Diagnostics.HealthChecks;
using TracingReference.Defaults;
using TracingReference.Defaults.Http;

namespace TracingReference.Gateway.Health;

internal static class ServiceHealthExtensions
{
    private static readonly string[] Services = ["identity", "catalog", "order", "payment", "card-provider"];

    /// <summary>The gateway is ready when every service is: an order needs them all.</summary>
    public static void AddServiceHealth(this WebApplicationBuilder builder)
    {
        builder.Services.AddHttpClient("health").ConfigureHttpClient(client => client.Timeout = TimeSpan.FromSeconds(2)).RemoveAllLoggers();
        var checks = builder.Services.AddHealthChecks();
        foreach (var service in Services)
        {
            var ready = new Uri(builder.Configuration.GetServiceAddress(service), "/health/ready");
            checks.Add(new HealthCheckRegistration(
                service,
                services => new ServiceHealthCheck(services.GetRequiredService<IHttpClientFactory>().CreateClient("health"), ready),
                HealthStatus.Unhealthy,
                [ServiceDefaults.ReadyTag]));
        }
    }
}
