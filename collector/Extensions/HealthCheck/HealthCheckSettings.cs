namespace TracingReference.Collector.Extensions.HealthCheck;

/// <summary>Settings of the health_check extension.</summary>
/// <param name="Endpoint">Where it answers.</param>
/// <param name="Path">What it answers to.</param>
/// <param name="Healthy">The body while telemetry flows; null for upstream's.</param>
/// <param name="Unhealthy">The body else; null for upstream's.</param>
internal sealed record HealthCheckSettings(string Endpoint, string Path, string? Healthy, string? Unhealthy);
