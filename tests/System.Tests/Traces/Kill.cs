using TracingReference.LoadTest.Otlp;

namespace TracingReference.SystemTests.Traces;

/// <summary>A service that was killed.</summary>
/// <param name="Service">Its name.</param>
/// <param name="At">When.</param>
/// <param name="ExportedUntil">
/// The end of its last span that arrived. Spans are exported in the order in which they end, so what ended later died with it,
/// however slow its exports were.
/// </param>
public sealed record Kill(string Service, DateTimeOffset At, DateTimeOffset ExportedUntil)
{
    /// <summary>What is known of a missing span's end is the end of a neighbour, which may be so much earlier.</summary>
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(3);

    /// <summary>However busy the machine is: exports that are older were broken before the kill.</summary>
    private static readonly TimeSpan MostDelay = TimeSpan.FromSeconds(15);

    /// <summary>A service that was killed, as far as all spans tell.</summary>
    public static Kill Of(string service, DateTimeOffset at, IEnumerable<ReceivedSpan> spans) => new(
        service, at, spans.Where(span => span.Service == service && span.End <= at).Select(span => span.End).DefaultIfEmpty().Max());

    /// <summary>Whether a span of this service, open at some time between these two, may have died with it.</summary>
    public bool Explains(string service, DateTimeOffset earliest, DateTimeOffset latest) =>
        service == Service && earliest <= At && latest + Slack >= ExportedUntil && latest + MostDelay >= At;
}
