using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Processors.TailSampling;

/// <summary>What one resource of a request brings of a trace.</summary>
internal struct RequestTrace(TraceId id)
{
    public readonly TraceId Id = id;
    public TraceFacts Facts;
    public int First = -1;
    public int Last = -1;
    public int SpanCount;

    /// <summary>How long its ResourceSpans message would be; 0 where nobody asks.</summary>
    public long Size;
}
