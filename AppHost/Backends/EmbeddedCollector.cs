namespace TracingReference.AppHost.Backends;

/// <summary>The collector of this repository, as a process.</summary>
internal sealed class EmbeddedCollector(string name, string directory) : ExecutableResource(name, "dotnet", directory), ICollector;
