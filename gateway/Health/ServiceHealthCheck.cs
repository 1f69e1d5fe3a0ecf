using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace TracingReference.Gateway.Health;

/// <summary>Asks a service whether it is ready.</summary>
internal sealed class ServiceHealthCheck(HttpClient http, Uri ready) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            using var response = await http.GetAsync(ready, cancellationToken);
            return response.IsSuccessStatusCode
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Unhealthy($"{ready} answered {(int)response.StatusCode}");
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return HealthCheckResult.Unhealthy(exception.Message);
        }
    }
}
