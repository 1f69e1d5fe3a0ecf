using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Processors.TailSampling;

/// <summary>A trace as policies see it. Its spans are read only by those that ask for them.</summary>
internal readonly ref struct TraceView(SpanStore store, long first, ref readonly TraceFacts facts)
{
    /// <summary>What is known of all its spans together.</summary>
    public readonly ref readonly TraceFacts Facts = ref facts;

    public required TraceId Id { get; init; }

    public required long SpanCount { get; init; }

    /// <summary>How long an export request with it would be, as upstream counts; 0 where no policy needs it.</summary>
    public required long Size { get; init; }

    public required Moment Now { get; init; }

    /// <summary>Its spans in the order they arrived.</summary>
    public StoredSpans Spans => new(store, first);
}
