namespace TracingReference.Collector.Processors.MemoryLimiter;

/// <summary>Settings of the memory_limiter processor; what counts as memory is told in README.md here.</summary>
/// <param name="CheckInterval">check_interval: how often it looks.</param>
/// <param name="Limit">limit_mib, or limit_percentage of what the process may use, in bytes: the hard limit.</param>
/// <param name="Spike">spike_limit_mib, or spike_limit_percentage, in bytes: so far below the limit data is refused. A fifth of the limit where it is not given.</param>
/// <param name="SoftCollection">Between forced collections above the soft limit: at least min_gc_interval_when_soft_limited, and while they are of no use up to max_gc_interval_when_soft_limited.</param>
/// <param name="HardCollection">The same above the hard limit.</param>
internal sealed record MemoryLimiterSettings(TimeSpan CheckInterval, long Limit, long Spike, CollectionInterval SoftCollection, CollectionInterval HardCollection)
{
    /// <summary>From here on data is refused.</summary>
    public long SoftLimit => Limit - Spike;
}
