using System.Text.Json;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Tests.TailSampling;

/// <summary>Requests made by tests.</summary>
internal static class Requests
{
    /// <summary>One resource and scope with spans.</summary>
    public static string Of(params IEnumerable<TestSpan> spans) => JsonSerializer.Serialize(new
    {
        resourceSpans = new[]
        {
            new
            {
                resource = new { attributes = new[] { new { key = "service.name", value = new { stringValue = "shop" } } } },
                schemaUrl = "https://example.test/resource",
                scopeSpans = new[] { new { scope = new { name = "tests" }, schemaUrl = "https://example.test/scope", spans = spans.Select(Span) } },
            },
        },
    });

    public static TraceId Id(ulong number) => new(number * 0x9E3779B97F4A7C15, number);

    private static object Span(TestSpan span) => new
    {
        traceId = span.Trace.ToString(),
        spanId = "00000000000000ff",
        parentSpanId = span.IsRoot ? "" : "00000000000000fe",
        name = span.Name,
        startTimeUnixNano = "1790000000000000000",
        endTimeUnixNano = "1790000000010000000",
        status = new { code = span.IsError ? 2 : 0 },
    };
}
