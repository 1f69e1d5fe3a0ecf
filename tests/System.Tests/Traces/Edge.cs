using System.IO.Enumeration;
using TracingReference.LoadTest.Otlp;

namespace TracingReference.SystemTests.Traces;

/// <summary>One span that every order must have, and the span it must hang under.</summary>
/// <param name="Id">Its name in the table.</param>
/// <param name="Parent">The <see cref="Id"/> of its parent; null for the root.</param>
/// <param name="Service">The service that emits it.</param>
/// <param name="Scope">The ActivitySource that emits it.</param>
/// <param name="Name">Its name; <c>*</c> stands for any text.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="Attributes">
/// Attributes that it must carry: <c>key=value</c>, or <c>key</c> for any value. <c>{orderId}</c> stands for the order's id.
/// </param>
public sealed record Edge(string Id, string? Parent, string Service, string Scope, string Name, SpanKind Kind, params string[] Attributes)
{
    /// <summary>Whether the consumer's span starts a trace of its own in link mode.</summary>
    public bool IsDelivery => Kind == SpanKind.Consumer;

    /// <summary>Whether a span is of this row, its parent aside.</summary>
    public bool Matches(ReceivedSpan span) =>
        span.Service == Service && span.Scope == Scope && span.Kind == Kind
        && FileSystemName.MatchesSimpleExpression(Name, span.Name, ignoreCase: false);
}
