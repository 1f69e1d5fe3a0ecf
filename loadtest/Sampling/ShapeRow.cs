using TracingReference.LoadTest.Otlp;

namespace TracingReference.LoadTest.Sampling;

/// <summary>A span that a whole trace has, under its parent.</summary>
/// <param name="Id">Names the row.</param>
/// <param name="Parent">The row above; null for the root.</param>
/// <param name="Service">Its service.</param>
/// <param name="Name">Its name; * for any.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="When">What must have happened for it to be there.</param>
internal sealed record ShapeRow(string Id, string? Parent, string Service, string Name, SpanKind Kind, ShapeWhen When = ShapeWhen.Always)
{
    public bool Matches(KeptSpan span) => span.Service == Service && span.Kind == Kind && (Name == "*" || span.Name == Name);
}

/// <summary>What must have happened for a span to be there; each includes the ones before.</summary>
internal enum ShapeWhen
{
    /// <summary>The request was answered.</summary>
    Always,

    /// <summary>It was accepted: 2xx.</summary>
    Accepted,

    /// <summary>The order came to its end, whichever: the parts that follow over Kafka.</summary>
    Settled,
}
