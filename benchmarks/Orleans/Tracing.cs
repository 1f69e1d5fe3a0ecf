namespace TracingReference.Benchmarks.Orleans;

/// <summary>What is done about traces in a run.</summary>
internal enum Tracing
{
    /// <summary>No AddActivityPropagation, no listener.</summary>
    None,

    /// <summary>AddActivityPropagation, but nobody listens.</summary>
    Unheard,

    /// <summary>AddActivityPropagation, and every activity is recorded.</summary>
    Recorded,
}
