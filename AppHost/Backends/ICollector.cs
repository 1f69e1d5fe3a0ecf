namespace TracingReference.AppHost.Backends;

/// <summary>The OpenTelemetry collector, whatever it runs in.</summary>
internal interface ICollector : IResourceWithEndpoints, IResourceWithWaitSupport
{
    /// <summary>Where services send their telemetry: OTLP over gRPC.</summary>
    EndpointReference Otlp => new(this, CollectorExtensions.OtlpGrpc);
}
