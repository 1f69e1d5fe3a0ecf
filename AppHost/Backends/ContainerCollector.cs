namespace TracingReference.AppHost.Backends;

/// <summary>The upstream collector, contrib, in a container.</summary>
internal sealed class ContainerCollector(string name) : ContainerResource(name), ICollector;
