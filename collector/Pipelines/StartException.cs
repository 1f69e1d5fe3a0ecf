namespace TracingReference.Collector.Pipelines;

/// <summary>A component that cannot start as it is configured, or because of what it found on the machine.</summary>
public sealed class StartException(string message) : Exception(message);
