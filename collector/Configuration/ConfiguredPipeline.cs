using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Configuration;

/// <summary>A pipeline as the configuration has it; components are named by their ids.</summary>
public sealed record ConfiguredPipeline(
    string Name, Signal Signal, Position Position, IReadOnlyList<string> Receivers, IReadOnlyList<string> Processors, IReadOnlyList<string> Exporters);
