namespace TracingReference.Collector.Processors.TailSampling;

/// <summary>Why spans were not kept.</summary>
internal enum NotKept
{
    /// <summary>The policies decided so.</summary>
    Policies,

    /// <summary>They came after their trace was decided so.</summary>
    Late,

    /// <summary>Their trace made room for a new one before it was decided.</summary>
    Evicted,

    /// <summary>Their trace grew beyond maximum_trace_size_bytes.</summary>
    TooLarge,

    /// <summary>Their request brings more traces than num_traces allows, and they found no room before it had to be answered.</summary>
    NoRoom,

    /// <summary>Their trace was not decided when the collector stopped.</summary>
    Shutdown,
}
