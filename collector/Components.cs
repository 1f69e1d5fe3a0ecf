using TracingReference.Collector.Connectors.Forward;
using TracingReference.Collector.Connectors.ServiceGraph;
using TracingReference.Collector.Connectors.SpanMetrics;
using TracingReference.Collector.Exporters.Debug;
using TracingReference.Collector.Exporters.File;
using TracingReference.Collector.Exporters.Nop;
using TracingReference.Collector.Exporters.OtlpGrpc;
using TracingReference.Collector.Exporters.OtlpHttp;
using TracingReference.Collector.Exporters.Prometheus;
using TracingReference.Collector.Extensions.BearerToken;
using TracingReference.Collector.Extensions.FileStorage;
using TracingReference.Collector.Extensions.HealthCheck;
using TracingReference.Collector.Known;
using TracingReference.Collector.Pipelines;
using TracingReference.Collector.Processors.Adaptive;
using TracingReference.Collector.Processors.Attributes;
using TracingReference.Collector.Processors.Batching;
using TracingReference.Collector.Processors.MemoryLimiter;
using TracingReference.Collector.Processors.Redaction;
using TracingReference.Collector.Processors.Sampling;
using TracingReference.Collector.Processors.Scrub;
using TracingReference.Collector.Processors.TailSampling;
using TracingReference.Collector.Receivers.Otlp;

namespace TracingReference.Collector;

/// <summary>Every component that this collector has.</summary>
internal static class Components
{
    public static IReadOnlyList<ComponentFactory> All { get; } =
    [
        new OtlpReceiverFactory(),

        new AdaptiveProcessorFactory(),
        new AttributesProcessorFactory(),
        new BatchProcessorFactory(),
        new MemoryLimiterFactory(),
        new ProbabilisticSamplerFactory(),
        new RedactionProcessorFactory(),
        new ResourceProcessorFactory(),
        new ScrubProcessorFactory(),
        new TailSamplingProcessorFactory(),

        new DebugExporterFactory(),
        new FileExporterFactory(),
        new NopExporterFactory(),
        new OtlpExporterFactory(),
        new OtlpHttpExporterFactory(),
        new PrometheusExporterFactory(),

        new ForwardConnectorFactory(),
        new ServiceGraphConnectorFactory(),
        new SpanMetricsConnectorFactory(),

        new BearerTokenExtensionFactory(),
        new FileStorageExtensionFactory(),
        new HealthCheckExtensionFactory(),
    ];

    /// <summary>Those, and the ones that a configuration may have though they cannot be run.</summary>
    public static IReadOnlyList<ComponentFactory> Configurable { get; } = [.. All, .. KnownNames.Factories];
}
