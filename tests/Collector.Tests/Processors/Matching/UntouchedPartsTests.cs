using FsCheck;
using FsCheck.Fluent;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;
using TracingReference.Collector.Processors.Redaction;
using TracingReference.Collector.Processors.Scrub;

namespace TracingReference.Collector.Tests.Processors.Matching;

/// <summary>
/// A part that is seen to be clean from its bytes comes out as one that was taken apart. A field that OTLP does not have
/// forces the latter: the schema's table does not tell what is in it.
/// </summary>
public sealed class UntouchedPartsTests
{
    private const string Secrets = """'\b[0-9](?:[ -]?[0-9]){12,18}\b', '[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}'""";

    private const string Scrub = """
        keys: ['(?i)(^|[._-])authorization$', '(?i)(^|[._-])cookie2?$']
        patterns:
          - pattern: '(?i)authorization["'']?\s*[:=]\s*["'']?(?:[a-z0-9-]+ +)?[^\s,"'']+'
          - pattern: '(?i)cookie2?["'']?\s*[:=][^\r\n]+'
          - pattern: '(?i)\b(?:bearer|basic) +[a-z0-9._~+/=-]+'
          - pattern: '\b[0-9](?:[ -]?[0-9]){12,18}\b'
          - pattern: '[A-Za-z0-9._%+-]+@[A-Za-z0-9.-]+\.[A-Za-z]{2,}'
        """;

    public static TheoryData<string, string, Signal> Cases { get; } = AllCases();

    [Theory]
    [MemberData(nameof(Cases))]
    public void LeaveAsTheyWouldHaveIfTheyHadBeenTakenApart(string type, string settings, Signal signal)
    {
        var parts = from resource in NearMatches.Part(OtlpSchema.Resource)
                    from scope in NearMatches.Part(OtlpSchema.Scope)
                    from items in NearMatches.Part(OtlpSchema.Item(signal)).ArrayOf(3)
                    select (resource, scope, items);
        Prop.ForAll(parts.ToArbitrary(), given =>
        {
            var (untouched, count) = Processed(type, settings, signal, given.resource, given.scope, given.items, isForced: false);
            var (forced, forcedCount) = Processed(type, settings, signal, given.resource, given.scope, given.items, isForced: true);
            Assert.Equal(forced, untouched);
            Assert.Equal(forcedCount, count);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public async Task ACleanSpanKeepsItsBytesAndIsNotTakenApart()
    {
        var scrub = new ProcessorHarness(new ScrubProcessorFactory(), Scrub);
        var redaction = new ProcessorHarness(new RedactionProcessorFactory(), $"{{allow_all_keys: true, blocked_values: [{Secrets}], db_sanitizer: {{sql: {{enabled: true, attributes: [db.query.text]}}}}}}");
        foreach (var harness in new[] { scrub, redaction })
        {
            await harness.SendAsync(Spans.Request("s",
            [
                Spans.Span(1, ""","attributes":[{"key":"url.full","value":{"stringValue":"http://127.0.0.1/orders"}},{"key":"naïve","value":{"stringValue":"é"}},{"key":"near","value":{"stringValue":"me@home"}}]"""),
                Spans.Span(2, ""","attributes":[{"key":"a","value":{"stringValue":"ann@example.com"}}]"""),
            ]));
            Assert.Equal([false, true], harness.Consumer.Batches.Single().Parts().Select(part => part.Bytes is null));
        }
    }

    [Fact]
    public async Task APatternThatMatchesNothingAtAllIsAppliedToNumbersToo()
    {
        var harness = new ProcessorHarness(new RedactionProcessorFactory(), "{allow_all_keys: true, blocked_values: ['^$']}");
        await harness.SendAsync(Spans.Request("s", [Spans.Span(1, ""","attributes":[{"key":"n","value":{"intValue":"5"}}]""")]));
        Assert.Equal("****", harness.Consumer.Batches.Single().Parts().Single().Message.Attributes["n"]!.Text);
    }

    private static TheoryData<string, string, Signal> AllCases()
    {
        var cases = new TheoryData<string, string, Signal>();
        foreach (var signal in Enum.GetValues<Signal>())
        {
            cases.Add("scrub", Scrub, signal);
            cases.Add("redaction", $"{{allow_all_keys: true, blocked_values: [{Secrets}]}}", signal);
            cases.Add("redaction", $"{{allow_all_keys: true, blocked_values: [{Secrets}], db_sanitizer: {{sql: {{enabled: true, attributes: [db.query.text, db.statement]}}}}}}", signal);
            cases.Add("redaction", $"{{allow_all_keys: true, blocked_key_patterns: ['(?i)authorization'], ignored_keys: [a], allowed_values: [plain], blocked_values: [{Secrets}]}}", signal);
            cases.Add("redaction", $"{{allow_all_keys: true, ignored_keys: [a], allowed_values: [plain], blocked_values: [{Secrets}], summary: debug}}", signal);
            cases.Add("redaction", $"{{allowed_keys: [a, b], blocked_values: [{Secrets}], summary: debug}}", signal);
            cases.Add("redaction", $"{{allow_all_keys: true, redact_all_types: true, blocked_values: [{Secrets}]}}", signal);
        }

        return cases;
    }

    private static (string Json, double Replaced) Processed(string type, string settings, Signal signal, byte[] resource, byte[] scope, byte[][] items, bool isForced)
    {
        using var writer = new WireWriter();
        var resources = writer.Begin(1);
        Write(1, resource);
        var scopes = writer.Begin(2);
        Write(1, scope);
        foreach (var item in items)
        {
            Write(2, item);
        }

        writer.End(scopes);
        writer.End(resources);
        ProcessorFactory factory = type == "scrub" ? new ScrubProcessorFactory() : new RedactionProcessorFactory();
        var harness = new ProcessorHarness(factory, settings, signal);
        harness.SendAsync(Batch.Read(signal, Payload.Copy(writer.Written))).GetAwaiter().GetResult();
        return (harness.Requests.Single().ToJsonString(), harness.Metric("processor_scrub_replaced_strings{processor=\"scrub\"}"));

        void Write(int field, byte[] part)
        {
            var start = writer.Begin(field);
            writer.Raw(part);
            if (isForced)
            {
                writer.String(99, "unknown");
            }

            writer.End(start);
        }
    }
}
