using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace TracingReference.Messages.Consuming;

/// <summary>Ready means that the consumer has its partitions.</summary>
internal sealed class SubscriptionHealthCheck<TMessage>(Subscription<TMessage> subscription) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(subscription.IsAssigned
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Unhealthy($"No partitions of {subscription.Topic} are assigned."));
}
