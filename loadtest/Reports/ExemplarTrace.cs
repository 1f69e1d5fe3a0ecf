using System.Text.Json.Serialization;
using TracingReference.LoadTest.Otlp;
using TracingReference.LoadTest.Sampling;

namespace TracingReference.LoadTest.Reports;

/// <summary>A trace to look at, with what arrived of it. No attribute is held: what somebody typed cannot be in it.</summary>
/// <param name="TraceId">32 hexadecimal digits.</param>
/// <param name="EvidenceOf">The trace id that a check names: this one, or that of the order whose torn half this is; null where no check does.</param>
/// <param name="Shows">Why it was chosen.</param>
/// <param name="Spans">In the order in which they began.</param>
/// <param name="SpansLeftOut">How many more arrived: the ones that began last are left out of a trace of more than 200.</param>
public sealed record ExemplarTrace(
    string TraceId,
    string? EvidenceOf,
    string Shows,
    [property: JsonConverter(typeof(OneLineConverter<IReadOnlyList<ExemplarSpan>>))] IReadOnlyList<ExemplarSpan> Spans,
    int SpansLeftOut)
{
    /// <summary>The most spans of one trace.</summary>
    public const int MostSpans = 200;

    /// <param name="traceId">Its id.</param>
    /// <param name="evidenceOf">The trace id that a check names, if one does.</param>
    /// <param name="shows">Why it was chosen.</param>
    /// <param name="arrived">Its spans in any order; at least one.</param>
    internal static ExemplarTrace Of(string traceId, string? evidenceOf, string shows, IEnumerable<KeptSpan> arrived)
    {
        var spans = arrived.OrderBy(span => span.Start).ToArray();
        return new(
            traceId, evidenceOf, shows,
            [
                .. spans.Take(MostSpans).Select(span => new ExemplarSpan(
                    span.SpanId, span.ParentSpanId, span.Service, span.Name, span.Kind, Microseconds(span.Start - spans[0].Start), Microseconds(span.End - span.Start), span.Status)),
            ],
            Math.Max(0, spans.Length - MostSpans));
    }

    private static long Microseconds(TimeSpan time) => time.Ticks / TimeSpan.TicksPerMicrosecond;
}

/// <summary>A span of it.</summary>
/// <param name="SpanId">16 hexadecimal digits.</param>
/// <param name="ParentId">Of its parent, which need not have arrived; null for a root.</param>
/// <param name="Service">Its <c>service.name</c>.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">unspecified, internal, server, client, producer or consumer.</param>
/// <param name="StartMicroseconds">When it began, since the first span of the trace.</param>
/// <param name="DurationMicroseconds">How long it took.</param>
/// <param name="Status">unset, ok or error.</param>
public sealed record ExemplarSpan(
    string SpanId, string? ParentId, string Service, string Name, SpanKind Kind, long StartMicroseconds, long DurationMicroseconds, StatusCode Status)
{
    /// <summary>Whether its status is error.</summary>
    public bool IsError => Status == StatusCode.Error;
}
