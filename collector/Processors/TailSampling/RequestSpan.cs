namespace TracingReference.Collector.Processors.TailSampling;

/// <summary>A span of a request.</summary>
/// <param name="Bytes">It, within the request.</param>
/// <param name="Origin">Its resource and scope.</param>
/// <param name="Size">Its length as upstream would write it; 0 where nobody asks.</param>
internal record struct RequestSpan(ReadOnlyMemory<byte> Bytes, SpanOrigin Origin, int Size)
{
    /// <summary>The next span of the same trace; -1 after the last.</summary>
    public int Next { get; set; }
}
