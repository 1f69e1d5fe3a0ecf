using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Configuration;

/// <summary>A component as the configuration has it.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Factory">What makes it.</param>
/// <param name="Settings">What <see cref="ComponentFactory.Read"/> gave.</param>
/// <param name="Position">Where it stands.</param>
public sealed record ConfiguredComponent(ComponentId Id, ComponentFactory Factory, object Settings, Position Position);
