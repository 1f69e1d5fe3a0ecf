namespace TracingReference.AppHost.Backends;

/// <summary>The broker of this repository, as a process.</summary>
internal sealed class EmbeddedKafka(string name, string directory) : ExecutableResource(name, "dotnet", directory), IKafkaBroker;
