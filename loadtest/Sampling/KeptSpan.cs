using TracingReference.LoadTest.Otlp;

namespace TracingReference.LoadTest.Sampling;

/// <summary>What checks need of a span that arrived; the rest is not held, for there are many.</summary>
/// <param name="Service">Its <c>service.name</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="SpanId">16 hexadecimal digits.</param>
/// <param name="ParentSpanId">Of its parent; null for a root.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Status">Its status.</param>
/// <param name="Start">When it began.</param>
/// <param name="End">When it ended.</param>
/// <param name="TraceState">W3C tracestate, which tells an adaptive sampler's probability.</param>
/// <param name="OrderId">The order that a message is about.</param>
internal sealed record KeptSpan(
    string Service, string Name, string SpanId, string? ParentSpanId, SpanKind Kind, StatusCode Status, DateTimeOffset Start, DateTimeOffset End,
    string? TraceState = null, string? OrderId = null)
{
    public bool IsError => Status == StatusCode.Error;

    public static KeptSpan Of(ReceivedSpan span) => new(
        string.Intern(span.Service), string.Intern(span.Name), span.SpanId, span.ParentSpanId, span.Kind, span.Status, span.Start, span.End,
        span.TraceState, span["messaging.kafka.message.key"]);
}
