using TracingReference.Collector.Exporters.Debug;
using TracingReference.Collector.Exporters.OtlpGrpc;
using TracingReference.Collector.Exporters.OtlpHttp;
using TracingReference.Collector.Exporters.Prometheus;
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
        new OtlpExporterFactory(),
        new OtlpHttpExporterFactory(),
        new PrometheusExporterFactory(),
    ];
}
