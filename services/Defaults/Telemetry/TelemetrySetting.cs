namespace TracingReference.Defaults.Telemetry;

/// <summary>
/// One setting of telemetry: a standard variable of the OpenTelemetry specification, and the key of
/// appsettings.json that says the same. The variable wins.
/// </summary>
/// <param name="Variable">The environment variable, such as <c>OTEL_TRACES_SAMPLER</c>; null for a setting of this project's own.</param>
/// <param name="Key">The key under <c>Telemetry</c>.</param>
/// <param name="Default">What holds when neither is set; null where the SDK has no default.</param>
/// <param name="Meaning">One line for <c>--help</c>.</param>
public sealed record TelemetrySetting(string? Variable, string Key, string? Default, string Meaning)
{
    /// <summary>All settings that the services read.</summary>
    public static IReadOnlyList<TelemetrySetting> All { get; } =
    [
        new("OTEL_SDK_DISABLED", "SdkDisabled", "false", "true switches traces, metrics and log export off"),
        new("OTEL_EXPORTER_OTLP_ENDPOINT", "OtlpEndpoint", null, "where to export to; nothing is exported without it"),
        new("OTEL_EXPORTER_OTLP_PROTOCOL", "OtlpProtocol", "grpc", "grpc or http/protobuf"),
        new("OTEL_EXPORTER_OTLP_HEADERS", "OtlpHeaders", null, "key=value,... sent with each export"),
        new("OTEL_TRACES_SAMPLER", "Sampler", "parentbased_always_on", "always_on, always_off, traceidratio, or parentbased_ and one of these"),
        new("OTEL_TRACES_SAMPLER_ARG", "SamplerArg", null, "the ratio of traceidratio, 0 to 1"),
        new("OTEL_PROPAGATORS", "Propagators", "tracecontext,baggage,b3,b3multi,jaeger", "inbound formats; outbound is tracecontext and baggage"),
        new("OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT", "AttributeValueLengthLimit", "2048", "longer attribute values are cut, in characters"),
        new("OTEL_BSP_MAX_QUEUE_SIZE", "SpanQueueSize", "16384", "spans that may wait for export; drops are counted as otel.sdk.processor.span.processed"),
        new("OTEL_BSP_SCHEDULE_DELAY", "SpanExportDelay", "5000", "milliseconds between two exports of spans"),
        new("OTEL_METRIC_EXPORT_INTERVAL", "MetricExportInterval", "60000", "milliseconds between two exports of metrics"),
        new("OTEL_METRICS_EXEMPLAR_FILTER", "ExemplarFilter", "trace_based", "which measurements carry a trace id: trace_based, always_on, always_off"),
        new("OTEL_SERVICE_NAME", "ServiceName", null, "service.name; the program's own name by default"),
        new("OTEL_RESOURCE_ATTRIBUTES", "ResourceAttributes", null, "key=value,... added to the resource"),
        new(null, "ErrorFrom", "500", "the lowest HTTP status that makes a server span an error, 400 to 600"),
    ];
}
