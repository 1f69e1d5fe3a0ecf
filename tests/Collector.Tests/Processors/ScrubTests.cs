using System.Text;
using TracingReference.Collector.Configuration;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Processors.Scrub;

namespace TracingReference.Collector.Tests.Processors;

public sealed class ScrubTests
{
    private const string Canary = "ann@example.com";
    private const string Settings = """{"patterns":[{"pattern":"[a-z]+@example\\.com","replacement":"<mail>"},{"pattern":"\\b4[0-9 ]{15,18}\\b"}]}""";

    public static TheoryData<Signal> Signals => [Signal.Traces, Signal.Metrics, Signal.Logs];

    [Theory]
    [MemberData(nameof(Signals))]
    public async Task NoCanaryLeavesFromAnyPlaceOfTheSchema(Signal signal)
    {
        using var writer = new WireWriter();
        var canaries = SchemaCanaries.Write(OtlpSchema.Request(signal), Canary, writer);
        Assert.Equal(canaries, Count(writer.Written, Canary));

        var harness = new ProcessorHarness(new ScrubProcessorFactory(), Settings, signal);
        await harness.SendAsync(Batch.Read(signal, Payload.Copy(writer.Written)));
        using var output = new WireWriter();
        harness.Consumer.Batches.Single().Write(output);
        Assert.Equal(0, Count(output.Written, Canary));
        Assert.Equal(canaries, Count(output.Written, "<mail>"));
        Assert.Equal(canaries, harness.Metric("processor_scrub_replaced_strings{processor=\"scrub\"}"));
    }

    [Fact]
    public async Task NeitherDoesOneInAFieldThatOtlpDoesNotHave()
    {
        using var writer = new WireWriter();
        var resource = writer.Begin(1);
        var scope = writer.Begin(2);
        var span = writer.Begin(2);
        writer.String(5, "name");
        writer.String(99, Canary);
        writer.End(span);
        writer.End(scope);
        writer.End(resource);
        var harness = new ProcessorHarness(new ScrubProcessorFactory(), Settings);
        await harness.SendAsync(Batch.Read(Signal.Traces, Payload.Copy(writer.Written)));
        using var output = new WireWriter();
        harness.Consumer.Batches.Single().Write(output);
        Assert.Equal((0, 1), (Count(output.Written, Canary), Count(output.Written, "name")));
    }

    [Fact]
    public async Task ReplacesInOrderAndLeavesTheRest()
    {
        var harness = new ProcessorHarness(new ScrubProcessorFactory(), Settings);
        await harness.SendAsync(Spans.Request("s",
        [
            Spans.Span(1, ""","attributes":[{"key":"a","value":{"stringValue":"of ann@example.com, 4111 1111 1111 1111"}},{"key":"n","value":{"intValue":"4111111111111111"}},{"key":"b","value":{"bytesValue":"AAFoaQ=="}}]"""),
        ]));
        var attributes = harness.Consumer.Batches.Single().Parts().Single().Message.Attributes;
        Assert.Equal("of <mail>, ****", attributes["a"]!.Text);
        Assert.Equal(4111111111111111, attributes["n"]!.Int);
        Assert.Equal(Convert.FromBase64String("AAFoaQ=="), attributes["b"]!.Bytes);
    }

    [Fact]
    public async Task KeysThatBecomeOneStayApart()
    {
        var harness = new ProcessorHarness(new ScrubProcessorFactory(), Settings);
        await harness.SendAsync(Spans.Request("s",
        [
            Spans.Span(1, ""","attributes":[{"key":"ann@example.com","value":{"intValue":"1"}},{"key":"bob@example.com","value":{"intValue":"2"}}]"""),
        ]));
        Assert.Equal([("<mail>", 1), ("<mail>.2", 2)],
            harness.Consumer.Batches.Single().Parts().Single().Message.Attributes.Select(attribute => (attribute.Key, attribute.Value.Int)));
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{patterns: [{replacement: x}]}")]
    [InlineData("{patterns: [{pattern: '('}]}")]
    [InlineData("{patterns: [{pattern: a, replace: x}]}")]
    public void RefusesWhatCannotBe(string settings) =>
        Assert.Throws<ConfigException>(() => new ProcessorHarness(new ScrubProcessorFactory(), settings));

    private static int Count(ReadOnlySpan<byte> bytes, string text) => bytes.Count(Encoding.UTF8.GetBytes(text));
}
