namespace TracingReference.Collector.Processors.MemoryLimiter;

/// <summary>The memory that a limiter watches.</summary>
internal interface IHeap
{
    /// <summary>Bytes in use.</summary>
    long Used { get; }

    /// <summary>Frees what nobody needs any more.</summary>
    void Collect();
}
