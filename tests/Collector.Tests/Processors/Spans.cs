using System.Globalization;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Tests.Processors;

/// <summary>Requests of plain spans, each named by a number.</summary>
internal static class Spans
{
    /// <summary>One resource and scope with spans of these numbers.</summary>
    public static string Request(int first, int count, string service = "s") => Request(service, Enumerable.Range(first, count).Select(number => Span(number)));

    public static string Request(string service, IEnumerable<string> spans) =>
        $$$$"""{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"{{{{service}}}}"}}]},"scopeSpans":[{"scope":{"name":"lib"},"spans":[{{{{string.Join(',', spans)}}}}]}]}]}""";

    public static string Span(int number, string more = "") => string.Create(CultureInfo.InvariantCulture,
        $$"""{"traceId":"{{number:x32}}","spanId":"{{number + 1:x16}}","name":"{{number}}","startTimeUnixNano":"1","endTimeUnixNano":"2"{{more}}}""");

    public static IEnumerable<int> Numbers(Batch batch) => batch.Parts().Select(span => int.Parse(span.Message.Text(5), CultureInfo.InvariantCulture));
}
