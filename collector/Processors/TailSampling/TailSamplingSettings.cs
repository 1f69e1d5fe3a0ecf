namespace TracingReference.Collector.Processors.TailSampling;

/// <summary>Settings of the tail_sampling processor.</summary>
/// <param name="DecisionWait">How long after its first span a trace is decided, in whole seconds, at least one.</param>
/// <param name="WaitAfterRoot">How long after its root span, where that is earlier, in whole seconds; zero or less does nothing.</param>
/// <param name="MaxTraces">Traces in memory, decided ones that no cache remembers among them. Beyond, the one that came first is evicted.</param>
/// <param name="ExpectedPerSecond">New traces a second: how much room is made at first.</param>
/// <param name="Policies">In the order they are asked in.</param>
/// <param name="SampledCacheSize">How many kept traces are remembered after they have left memory.</param>
/// <param name="NotSampledCacheSize">The same of those that were not kept.</param>
/// <param name="SampleOnFirstMatch">Whether the first policy that keeps a trace ends the round.</param>
/// <param name="DropPendingOnShutdown">Whether undecided traces are left out at the end, instead of decided.</param>
/// <param name="MaxTraceBytes">Larger traces are left out at once; 0 is no limit.</param>
/// <param name="BlockOnOverflow">Whether new traces wait for room, instead of evicting others.</param>
/// <param name="DecideOnIngest">Whether policies look at spans as they come (sampling_strategy: span-ingest).</param>
internal sealed record TailSamplingSettings(
    TimeSpan DecisionWait,
    TimeSpan WaitAfterRoot,
    long MaxTraces,
    long ExpectedPerSecond,
    IReadOnlyList<PolicySettings> Policies,
    long SampledCacheSize,
    long NotSampledCacheSize,
    bool SampleOnFirstMatch,
    bool DropPendingOnShutdown,
    long MaxTraceBytes,
    bool BlockOnOverflow,
    bool DecideOnIngest);
