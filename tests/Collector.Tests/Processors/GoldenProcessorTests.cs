using System.Text.Json.Nodes;
using TracingReference.Collector.Configuration;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;
using TracingReference.Collector.Processors.Attributes;
using TracingReference.Collector.Processors.Batching;
using TracingReference.Collector.Processors.Redaction;
using TracingReference.Collector.Processors.Sampling;

namespace TracingReference.Collector.Tests.Processors;

/// <summary>The recorded cases of the attributes, resource, redaction, batch and probabilistic_sampler processors.</summary>
public sealed class GoldenProcessorTests
{
    private static readonly ProcessorFactory[] Factories =
    [
        new AttributesProcessorFactory(), new ResourceProcessorFactory(), new RedactionProcessorFactory(), new BatchProcessorFactory(), new ProbabilisticSamplerFactory(),
    ];

    private static readonly IReadOnlyList<JsonNode> TraceCases = Golden.Lines("processors", "cases.jsonl");
    private static readonly IReadOnlyList<JsonNode> TraceRequests = Golden.Lines("processors", "requests.jsonl");
    private static readonly JsonNode Signals = Golden.Document("signals", "cases.json");
    private static readonly IReadOnlyList<JsonNode> SignalCases = [.. Signals["rows"]!.AsArray().Select(row => row!)];
    private static readonly IReadOnlyList<JsonNode> SamplerCases = Golden.Lines("sampler", "cases.jsonl");
    private static readonly JsonArray SamplerSpans = Golden.Document("sampler", "spans.json").AsArray();

    public static TheoryData<string> TraceNames => Golden.Names(TraceCases);

    public static TheoryData<string> SignalNames => Golden.Names(SignalCases);

    public static TheoryData<string> SamplerNames => Golden.Names(SamplerCases);

    [Theory]
    [MemberData(nameof(TraceNames))]
    public async Task Traces(string name)
    {
        var row = Golden.Case(TraceCases, name);
        if (IsRefused(row, Signal.Traces))
        {
            return;
        }

        var harness = Harness(row, Signal.Traces);
        foreach (var request in TraceRequests)
        {
            await harness.SendAsync(request.ToJsonString(), Tenant);
        }

        for (var index = 0; index < TraceRequests.Count; index++)
        {
            var expected = Places.OfTraces(TraceRequests[index]);
            foreach (var change in row["changes"]!.AsArray().Where(change => (int)change![0]! == index))
            {
                expected[$"{change![1]}|{change[2]}"] = change[3];
            }

            Assert.Equal(expected.Lines, Places.OfTraces(harness.Requests[index]).Lines);
        }
    }

    [Theory]
    [MemberData(nameof(SignalNames))]
    public async Task LogsAndMetrics(string name)
    {
        var row = Golden.Case(SignalCases, name);
        var signal = row["signal"]!.ToString() == "logs" ? Signal.Logs : Signal.Metrics;
        if (IsRefused(row, signal))
        {
            return;
        }

        var harness = Harness(row, signal);
        var requests = Signals["requests"]![row["signal"]!.ToString()]!.AsArray().Select(request => request!).ToList();
        foreach (var request in requests)
        {
            await harness.SendAsync(request.ToJsonString());
        }

        await harness.Processor.StopAsync(Patience.Timeout);
        var expected = Places.OfLogsAndMetrics(requests);
        foreach (var change in row["changes"]!.AsArray())
        {
            expected[change![0]!.ToString()] = change[1];
        }

        Assert.Equal(expected.Lines, Places.OfLogsAndMetrics(harness.Requests).Lines);
    }

    [Theory]
    [MemberData(nameof(SamplerNames))]
    public async Task Sampler(string name)
    {
        var row = Golden.Case(SamplerCases, name);
        if (IsRefused(row, Signal.Traces))
        {
            return;
        }

        var harness = Harness(row, Signal.Traces);
        foreach (var chunk in SamplerSpans.Chunk(50))
        {
            var spans = string.Join(',', chunk.Select(span => span!.ToJsonString()));
            await harness.SendAsync($$"""{"resourceSpans":[{"scopeSpans":[{"spans":[{{spans}}]}]}]}""");
        }

        var kept = harness.Consumer.Batches.SelectMany(batch => batch.Parts()).Select(span => span.Message)
            .ToDictionary(span => Convert.ToInt32(Convert.ToHexString(span.Raw(2).Span), 16) - 1, span => span.Text(3));
        var states = row["tracestate"]!.AsObject().SelectMany(state => Golden.Ranges(state.Value!.ToString()).Select(index => (index, state.Key))).ToDictionary();
        var expected = Golden.Ranges(row["kept"]!.ToString())
            .ToDictionary(index => index, index => states.GetValueOrDefault(index) ?? SamplerSpans[index]!["traceState"]?.ToString() ?? "");
        Assert.Equal(expected.OrderBy(span => span.Key), kept.OrderBy(span => span.Key));
    }

    private static ClientMetadata Tenant => new(new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase) { ["X-Tenant"] = ["t1"] });

    private static ProcessorHarness Harness(JsonNode row, Signal signal)
    {
        var factory = Factories.Single(factory => row[factory.Type] is not null);
        return new(factory, row[factory.Type]!.ToJsonString(), signal);
    }

    private static bool IsRefused(JsonNode row, Signal signal)
    {
        if (row["refused"] is null)
        {
            return false;
        }

        var error = Record.Exception(() => Harness(row, signal));
        Assert.True(error is ConfigException or StartException, $"the real one refuses: {row["refused"]}");
        return true;
    }
}
