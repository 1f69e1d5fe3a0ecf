using TracingReference.Collector.Configuration;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Processors.Sampling;

namespace TracingReference.Collector.Tests.Processors;

public sealed class LogSamplerTests
{
    private const string Trace = "00000000000000000000000000000000";

    [Fact]
    public async Task ByTraceIdAsSpansAre()
    {
        var random = new Random(3);
        var ids = Enumerable.Range(0, 200).Select(_ => $"{random.NextInt64():x16}{random.NextInt64():x16}").ToList();
        foreach (var mode in new[] { "hash_seed", "equalizing", "proportional" })
        {
            var settings = $"{{mode: {mode}, sampling_percentage: 30}}";
            var logs = new ProcessorHarness(new ProbabilisticSamplerFactory(), settings, Signal.Logs);
            var spans = new ProcessorHarness(new ProbabilisticSamplerFactory(), settings);
            await logs.SendAsync(Request(ids.Select(id => Log(id))));
            await spans.SendAsync(Spans.Request("s", ids.Select(id => $$"""{"traceId":"{{id}}","spanId":"0000000000000001","name":"0"}""")));
            var kept = Records(spans).Select(span => Convert.ToHexString(span.Raw(1).Span)).ToList();
            Assert.InRange(kept.Count, 35, 85);
            Assert.Equal(kept, Records(logs).Select(log => Convert.ToHexString(log.Raw(9).Span)));
            Assert.Equal(Records(spans).Select(span => span.Text(3)), Records(logs).Select(TraceStateOf));
        }
    }

    [Fact]
    public async Task ByAnAttribute()
    {
        var harness = new ProcessorHarness(new ProbabilisticSamplerFactory(), "{sampling_percentage: 50, attribute_source: record, from_attribute: user}", Signal.Logs);
        var users = Enumerable.Range(0, 200).Select(number => $"{number % 20} is somebody");
        await harness.SendAsync(Request(users.Select(user => Log(Trace, ("user", user))).Append(Log(Trace))));
        var kept = Records(harness).GroupBy(log => log.Attributes["user"]!.Text).ToList();
        Assert.InRange(kept.Count, 5, 15);
        Assert.All(kept, user => Assert.Equal(10, user.Count()));
        Assert.All(kept, user => Assert.Single(user.Select(log => log.Attributes["sampling.randomness"]!.Text).Distinct()));
        Assert.Equal(1, harness.Metric("processor_probabilistic_sampler_count_logs_sampled{policy=\"missing_randomness\",sampled=\"false\"}"));
        Assert.Equal(kept.Count * 10, harness.Metric("processor_probabilistic_sampler_count_logs_sampled{policy=\"user\",sampled=\"true\"}"));
    }

    [Theory]
    [InlineData("100", "ot=th:0")]
    [InlineData("0", null)]
    public async Task APriorityIsAPercentage(string priority, string? state)
    {
        var harness = new ProcessorHarness(new ProbabilisticSamplerFactory(), "{mode: equalizing, sampling_percentage: 0.001, sampling_priority: p}", Signal.Logs);
        await harness.SendAsync(Request([$$$"""{"traceId":"00000000000000000000000000000001","attributes":[{"key":"p","value":{"intValue":"{{{priority}}}"}}]}"""]));
        Assert.Equal(state, harness.Consumer.Batches.Count == 0 ? null : TraceStateOf(Records(harness).Single()));
    }

    [Theory]
    [InlineData("equalizing", true, "ot=th:fff", null)]
    [InlineData("equalizing", false, "ot=th:fff", "ot=th:0")]
    [InlineData("hash_seed", true, "ot=th:8", null)]
    [InlineData("hash_seed", false, "ot=th:8", "ot=th:8")]
    public async Task WhatContradictsItselfIsForFailClosed(string mode, bool failClosed, string arrived, string? left)
    {
        var harness = new ProcessorHarness(
            new ProbabilisticSamplerFactory(), $"{{mode: {mode}, sampling_percentage: 50, fail_closed: {(failClosed ? "true" : "false")}}}", Signal.Logs);
        await harness.SendAsync(Request([Log("00000000000000000000000000000001", ("sampling.threshold", arrived["ot=th:".Length..]))]));
        Assert.Equal(left, harness.Consumer.Batches.Count == 0 ? null : TraceStateOf(Records(harness).Single()));
    }

    [Theory]
    [InlineData("{mode: nonsense}", "mode")]
    [InlineData("{sampling_percentage: .nan}", "sampling_percentage")]
    [InlineData("{sampling_percentage: 1e-20}", "sampling_percentage")]
    [InlineData("{sampling_precision: 15}", "sampling_precision")]
    [InlineData("{attribute_source: span}", "attribute_source")]
    public void RefusesWhatCannotBe(string settings, string key)
    {
        var error = Assert.Throws<ConfigException>(() => new ProcessorHarness(new ProbabilisticSamplerFactory(), settings));
        Assert.Equal($"processors::probabilistic_sampler::{key}", error.Errors.Single().Path);
    }

    private static IEnumerable<Message> Records(ProcessorHarness harness) => harness.Consumer.Batches.SelectMany(batch => batch.Parts()).Select(part => part.Message);

    private static string Request(IEnumerable<string> logs) => $$$$"""{"resourceLogs":[{"scopeLogs":[{"logRecords":[{{{{string.Join(',', logs)}}}}]}]}]}""";

    private static string Log(string id, params (string Key, string Value)[] attributes) =>
        $$"""{"traceId":"{{id}}","attributes":[{{string.Join(',', attributes.Select(attribute => $$$"""{"key":"{{{attribute.Key}}}","value":{"stringValue":"{{{attribute.Value}}}"}}"""))}}]}""";

    // The form that a span's tracestate would have.
    private static string TraceStateOf(Message log)
    {
        var randomness = log.Attributes["sampling.randomness"] is { } rv ? $"rv:{rv.Text};" : "";
        return $"ot={randomness}th:{log.Attributes["sampling.threshold"]!.Text}";
    }
}
