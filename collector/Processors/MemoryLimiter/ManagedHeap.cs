namespace TracingReference.Collector.Processors.MemoryLimiter;

/// <summary>The garbage collector's heap.</summary>
internal sealed class ManagedHeap : IHeap
{
    public static ManagedHeap Instance { get; } = new();

    public long Used => GC.GetTotalMemory(forceFullCollection: false);

    public void Collect() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: true, compacting: false);
}
