using System.Text.Json.Nodes;
using TracingReference.Collector.Configuration;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Tests.TailSampling;

/// <summary>1,456 requests through each configuration: the traces that leave are those that leave the real collector, and whole.</summary>
public sealed class GoldenCasesTests
{
    private static readonly IReadOnlyList<byte[]> Requests = [.. GoldenFile.Lines("traces.jsonl").Select(line => SamplingHarness.ToWire(line.GetRawText()))];
    private static readonly IReadOnlyList<(TraceId Id, int Spans)> Traces = ReadTraces();

    public static TheoryData<string> Names => [.. GoldenFile.Lines("cases.jsonl").Select(line => line.GetProperty("case").GetString()!)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Keeps_what_the_real_one_keeps(string name)
    {
        var golden = GoldenFile.Lines("cases.jsonl").First(line => line.GetProperty("case").GetString() == name);
        var settings = JsonNode.Parse(golden.GetProperty("tail_sampling").GetRawText())!;
        settings["decision_wait"] = "1s";
        settings["num_traces"] = 100_000;
        if (golden.TryGetProperty("refused", out _) || golden.TryGetProperty("upstream", out _))
        {
            Assert.Throws<ConfigException>(() => new SamplingHarness(settings.ToJsonString()));
            return;
        }

        if (name.StartsWith("ottl", StringComparison.Ordinal))
        {
            Assert.Contains("ottl_condition is not supported", Assert.Throws<ConfigException>(() => new SamplingHarness(settings.ToJsonString())).Message);
            return;
        }

        var harness = new SamplingHarness(settings.ToJsonString());
        foreach (var request in Requests)
        {
            await harness.SendAsync(request);
        }

        harness.Advance(4);
        var expected = GoldenFile.Ranges(golden.GetProperty("kept").GetString()!).Select(index => Traces[index]);
        var kept = harness.Kept.Spans.CountBy(span => span.TraceId).Select(pair => (pair.Key, pair.Value));
        Assert.Equal(expected.OrderBy(trace => $"{trace.Id}"), kept.OrderBy(trace => $"{trace.Key}"));
    }

    private static List<(TraceId Id, int Spans)> ReadTraces() => [.. Requests
        .SelectMany(request => Batch.Read(Signal.Traces, Payload.Copy(request)).Parts())
        .CountBy(span => new SpanView(span.Bytes!.Value.Span).TraceId)
        .Select(pair => (pair.Key, pair.Value))];
}
