namespace TracingReference.Defaults.Telemetry;

/// <summary>What a caller's headers say about sampling beyond the sampled flag of its trace context.</summary>
public enum RemoteSampling
{
    /// <summary>Nothing: the flag of the trace context holds.</summary>
    None,

    /// <summary>The caller has ids but has not decided (B3 without a sampling state).</summary>
    Deferred,

    /// <summary>Sample a trace that has no ids yet (<c>b3: 1</c>).</summary>
    Accept,

    /// <summary>Do not sample a trace that has no ids yet (<c>b3: 0</c>).</summary>
    Deny,

    /// <summary>Keep this trace whatever the samplers say.</summary>
    Forced,
}
