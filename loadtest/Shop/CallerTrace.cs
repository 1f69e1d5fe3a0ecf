namespace TracingReference.LoadTest.Shop;

/// <summary>What a client says of a trace that it is in.</summary>
public enum CallerTrace
{
    /// <summary>Nothing: each request begins a trace, and the gateway decides whether it is sampled.</summary>
    None,

    /// <summary>Each request is the child of a span that is not sampled, and leaves no trace.</summary>
    Unsampled,

    /// <summary>Each request is the child of a sampled span, and is traced wherever telemetry is on.</summary>
    Sampled,
}
