namespace TracingReference.Collector.Configuration;

/// <summary>A configuration whose every part has been read and whose references hold.</summary>
public sealed record CollectorConfig(
    IReadOnlyDictionary<string, ConfiguredComponent> Receivers,
    IReadOnlyDictionary<string, ConfiguredComponent> Processors,
    IReadOnlyDictionary<string, ConfiguredComponent> Exporters,
    IReadOnlyDictionary<string, ConfiguredComponent> Connectors,
    IReadOnlyDictionary<string, ConfiguredComponent> Extensions,
    IReadOnlyList<string> ServiceExtensions,
    IReadOnlyList<ConfiguredPipeline> Pipelines,
    TelemetrySettings Telemetry);
