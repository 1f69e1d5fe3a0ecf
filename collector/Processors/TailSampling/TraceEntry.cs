using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Processors.TailSampling;

/// <summary>What is known of a trace, from its first span until it is evicted or a decision cache remembers it.</summary>
internal struct TraceEntry
{
    public TraceId Id;
    public TraceFacts Facts;
    public SpanList Spans;
    public long SpanCount;

    /// <summary>How long its ResourceSpans messages would be; counted only where something asks for it.</summary>
    public long Size;

    /// <summary>The same with their tags and lengths.</summary>
    public long FramedSize;

    /// <summary>The decision batch it was put into last.</summary>
    public long BatchId;

    public TimeSpan Arrived;

    /// <summary>When the policies last looked at it; null before.</summary>
    public TimeSpan? Decided;

    public Decision Decision;

    /// <summary>The slot that came just before, by first arrival; -1 for the oldest.</summary>
    public int Older;

    /// <summary>The slot that came just after; -1 for the newest.</summary>
    public int Newer;
}
