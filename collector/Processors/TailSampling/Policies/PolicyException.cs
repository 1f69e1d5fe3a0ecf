namespace TracingReference.Collector.Processors.TailSampling.Policies;

/// <summary>A policy that cannot work as it is configured. Upstream finds that when it starts.</summary>
internal sealed class PolicyException(string message) : Exception(message);
