namespace TracingReference.Collector.Processors.TailSampling;

/// <summary>What a policy says of a trace, and what becomes of the trace.</summary>
internal enum Decision : byte
{
    /// <summary>Nothing has been decided yet.</summary>
    None,
    Sampled,
    NotSampled,

    /// <summary>A drop policy matched: whatever the other policies say, the trace is left out.</summary>
    Dropped,
}
