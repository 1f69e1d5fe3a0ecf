namespace TracingReference.AppHost.Backends;

/// <summary>Kafka in a container.</summary>
internal sealed class ContainerKafka(string name) : ContainerResource(name), IKafkaBroker;
