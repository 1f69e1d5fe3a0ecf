using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Configuration;

/// <summary>A pipeline as the configuration has it; components are named by their ids.</summary>
/// <param name="Name">Its id.</param>
/// <param name="Signal">What it carries.</param>
/// <param name="Position">Where its id stands.</param>
/// <param name="Node">What stands there.</param>
/// <param name="Receivers">Where its data comes from: receivers and connectors.</param>
/// <param name="Processors">What its data passes, in order.</param>
/// <param name="Exporters">Where its data goes: exporters and connectors.</param>
public sealed record ConfiguredPipeline(
    string Name, Signal Signal, Position Position, ConfigNode Node,
    IReadOnlyList<string> Receivers, IReadOnlyList<string> Processors, IReadOnlyList<string> Exporters);
