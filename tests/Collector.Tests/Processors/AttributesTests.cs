using TracingReference.Collector.Configuration;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;
using TracingReference.Collector.Processors.Attributes;

namespace TracingReference.Collector.Tests.Processors;

public sealed class AttributesTests
{
    [Fact]
    public async Task ADefaultStandsForWhatIsNotThere()
    {
        var harness = Harness("{actions: [{key: a, action: insert, from_attribute: no, default_value: 7}, {key: b, action: upsert, from_context: tenant, default_value: none}]}");
        await harness.SendAsync(Spans.Request(1, 1));
        var attributes = harness.Consumer.Batches.Single().Parts().Single().Message.Attributes;
        Assert.Equal((7, "none"), (attributes["a"]!.Int, attributes["b"]!.Text));
    }

    [Fact]
    public async Task AClientIsKnownByItsAddressAndHeaders()
    {
        var harness = Harness("""
            {actions: [
              {key: address, action: insert, from_context: client.address},
              {key: header, action: insert, from_context: metadata.client.address},
              {key: subject, action: insert, from_context: auth.subject},
              {key: fallback, action: insert, from_context: auth.subject, default_value: nobody}]}
            """);
        var headers = new Dictionary<string, string[]> { ["client.address"] = ["forged"], ["auth.subject"] = ["forged"] };
        await harness.SendAsync(Spans.Request(1, 1), new(headers, System.Net.IPAddress.Parse("::ffff:192.0.2.7")));
        var attributes = harness.Consumer.Batches.Single().Parts().Single().Message.Attributes;
        Assert.Equal(("192.0.2.7", "forged", "nobody"), (attributes["address"]!.Text, attributes["header"]!.Text, attributes["fallback"]!.Text));
        Assert.Null(attributes["subject"]);
    }

    [Fact]
    public async Task WhatIsNotChangedLeavesAsTheBytesThatCame()
    {
        var harness = Harness("{actions: [{key: a, action: update, value: 1}]}");
        await harness.SendAsync(Spans.Request(1, 2));
        Assert.All(harness.Consumer.Batches.Single().Parts(), span => Assert.NotNull(span.Bytes));
        Assert.Equal(2, harness.Metric("processor_incoming_items{otel_signal=\"traces\",processor=\"attributes\"}"));
        Assert.Equal(2, harness.Metric("processor_outgoing_items{otel_signal=\"traces\",processor=\"attributes\"}"));
    }

    [Theory]
    [InlineData("include", 1)]
    [InlineData("exclude", 1)]
    public async Task ResourcesAloneHaveNoEffectOnMetrics(string which, int hits)
    {
        var harness = Harness($"{{actions: [{{key: hit, action: insert, value: 1}}], {which}: {{match_type: strict, resources: [{{key: a, value: b}}]}}}}", Signal.Metrics);
        await harness.SendAsync("""{"resourceMetrics":[{"resource":{"attributes":[{"key":"a","value":{"stringValue":"b"}}]},"scopeMetrics":[{"metrics":[{"name":"m","gauge":{"dataPoints":[{"asInt":"1"}]}}]}]}]}""");
        var point = MetricPoints.Of(harness.Consumer.Batches.Single().Parts().Single().Message).Single();
        Assert.Equal(hits, point.Attributes.Count);
    }

    [Theory]
    [InlineData("{match_type: strict, log_severity_number: {min: 13}}", "b")]
    [InlineData("{match_type: strict, log_severity_number: {min: 13, match_undefined: true}}", "bc")]
    [InlineData("{match_type: strict, log_severity_texts: [INFO]}", "a")]
    [InlineData("{match_type: regexp, log_bodies: ['^[ab]$']}", "ab")]
    [InlineData("{match_type: regexp, log_bodies: ['^\\{.x.:1\\}$']}", "c")]
    public async Task LogsByBodyAndSeverity(string include, string hits)
    {
        var harness = Harness($"{{actions: [{{key: hit, action: insert, value: 1}}], include: {include}}}", Signal.Logs);
        await harness.SendAsync("""
            {"resourceLogs":[{"scopeLogs":[{"logRecords":[
            {"severityNumber":9,"severityText":"INFO","body":{"stringValue":"a"},"eventName":"a"},
            {"severityNumber":17,"severityText":"ERROR","body":{"stringValue":"b"},"eventName":"b"},
            {"body":{"kvlistValue":{"values":[{"key":"x","value":{"intValue":"1"}}]}},"eventName":"c"}]}]}]}
            """);
        Assert.Equal(hits, string.Concat(harness.Consumer.Batches.Single().Parts().Where(log => log.Message.Attributes.Count > 0).Select(log => log.Message.Text(12))));
    }

    [Theory]
    [InlineData("{}", "processors::attributes", null)]
    [InlineData("{actions: [{key: a, action: insert}]}", "processors::attributes::actions[0]::value", 1)]
    [InlineData("{actions: [{key: a, action: insert, value: 1, from_attribute: b}]}", "processors::attributes::actions[0]::value", 1)]
    [InlineData("{actions: [{action: delete}]}", "processors::attributes::actions[0]::key", 1)]
    [InlineData("{actions: [{key: a, action: convert, converted_type: bool}]}", "processors::attributes::actions[0]::converted_type", 1)]
    [InlineData("{actions: [{key: a, action: extract, pattern: 'a(b)'}]}", "processors::attributes::actions[0]::pattern", 1)]
    [InlineData("{actions: [{key: a, action: insert, value: 1}],\n include: {match_type: regexp,\n services: ['(']}}", "processors::attributes::include::services", 3)]
    [InlineData("{actions: [{key: a, action: delete}],\n include: {match_type: strict, span_kinds: [server]}}", "processors::attributes::include::span_kinds", 2)]
    public void SaysWhatIsWrongAndWhere(string settings, string path, int? line)
    {
        var error = Assert.Throws<ConfigException>(() => Harness(settings)).Errors.Single();
        Assert.Equal((path, line ?? 1), (error.Path, error.Position.Line));
    }

    [Theory]
    [InlineData("{match_type: strict, log_bodies: [x]}", Signal.Traces)]
    [InlineData("{match_type: strict}", Signal.Traces)]
    [InlineData("{match_type: strict, services: [x]}", Signal.Logs)]
    [InlineData("{match_type: strict, services: [x]}", Signal.Metrics)]
    [InlineData("{match_type: strict, metric_names: [x]}", Signal.Traces)]
    public void RefusesToMatchWhatASignalDoesNotHave(string include, Signal signal) =>
        Assert.Throws<StartException>(() => Harness($"{{actions: [{{key: a, action: delete}}], include: {include}}}", signal));

    private static ProcessorHarness Harness(string settings, Signal signal = Signal.Traces) => new(new AttributesProcessorFactory(), settings, signal);
}
