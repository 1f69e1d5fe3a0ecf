using TracingReference.Collector.Configuration;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Processors.Adaptive;
using TracingReference.Collector.Processors.Sampling;

namespace TracingReference.Collector.Tests.Processors;

public sealed class AdaptiveTests
{
    private const double Target = 20;
    private readonly Random _random = new(7);

    [Fact]
    public async Task KeepsEverythingBelowTheTarget()
    {
        var harness = Harness();
        var kept = await RunAsync(harness, seconds: 10, perSecond: 10);
        Assert.Equal(100, kept.Sum());
        Assert.All(Kept(harness), span => Assert.Equal(("ot=th:0", 1), (span.Text(3), Probability(span))));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(2000)]
    public async Task SettlesAtTheTarget(int perSecond)
    {
        var kept = await RunAsync(Harness(), seconds: 60, perSecond);
        // 50 seconds at 20 a second: a thousand, give or take four standard deviations.
        Assert.InRange(kept.Skip(10).Sum(), 1000 - 126, 1000 + 126);
    }

    [Fact]
    public async Task AStepIsOvershotForNoMoreThanAWindow()
    {
        var harness = Harness();
        await RunAsync(harness, seconds: 10, perSecond: 200);
        var kept = await RunAsync(harness, seconds: 30, perSecond: 2000);
        // ten ln ten / nine times the target over the window, and the target after it.
        Assert.InRange(kept.Take(5).Sum(), 2.56 * 5 * Target * 0.75, 2.56 * 5 * Target * 1.25);
        Assert.InRange(kept.Skip(6).Sum(), (24 * Target) - 88, (24 * Target) + 88);

        var after = await RunAsync(harness, seconds: 30, perSecond: 200);
        Assert.InRange(after.Skip(6).Sum(), (24 * Target) - 88, (24 * Target) + 88);
    }

    [Fact]
    public async Task WeightsAreUnbiased()
    {
        var harness = Harness();
        await RunAsync(harness, seconds: 30, perSecond: 500);
        await RunAsync(harness, seconds: 30, perSecond: 50);
        await RunAsync(harness, seconds: 30, perSecond: 1000);
        var estimate = Kept(harness).Sum(span => 1 / Probability(span));
        Assert.InRange(estimate, 46_500 * 0.9, 46_500 * 1.1);
    }

    [Fact]
    public async Task EachRouteHasARateOfItsOwn()
    {
        var harness = Harness();
        for (var tick = 0; tick < 200; tick++)
        {
            harness.Time.Advance(TimeSpan.FromMilliseconds(100));
            await harness.SendAsync(Spans.Request("s", [Trace("/busy", 100), Trace("/rare", 1)]));
        }

        var routes = Kept(harness).GroupBy(span => span.Attributes["http.route"]!.Text).ToDictionary(group => group.Key, group => group.Count());
        Assert.Equal(200, routes["/rare"]);
        Assert.InRange(routes["/busy"], 350, 600);
        Assert.Equal(2, harness.Metric("processor_adaptive_routes{processor=\"adaptive\"}"));
    }

    [Fact]
    public async Task SpansThatComeLaterFollowTheFirst()
    {
        var harness = Harness("{target_traces_per_second: 1}");
        var ids = Enumerable.Range(0, 300).Select(_ => Id()).ToList();
        await harness.SendAsync(Spans.Request("s", ids.Select(id => Root(id, "/a"))));
        var first = Kept(harness).Select(TraceOf).ToHashSet();
        harness.Consumer.Batches.Clear();
        harness.Time.Advance(TimeSpan.FromMinutes(1));
        await harness.SendAsync(Spans.Request("s", ids.Select(id => Child(id))));
        Assert.Equal(first, Kept(harness).Select(TraceOf).ToHashSet());
        Assert.InRange(first.Count, 1, 20);
    }

    [Fact]
    public async Task DecidesByTheTraceIdAlone()
    {
        var (one, other) = (Harness("{target_traces_per_second: 2}"), Harness("{target_traces_per_second: 2}"));
        var request = Spans.Request("s", Enumerable.Range(0, 500).Select(_ => Root(Id(), "/a")));
        await one.SendAsync(request);
        await other.SendAsync(request);
        Assert.Equal(Kept(one).Select(TraceOf), Kept(other).Select(TraceOf));
        Assert.All(Kept(one), span =>
        {
            Assert.True(Threshold.TryParse(span.Text(3)["ot=th:".Length..], out var threshold));
            Assert.True(threshold.Keeps(SamplingRandomness.Of(TraceId.Read(span.Raw(1).Span))));
            Assert.Equal(threshold.Probability, Probability(span));
        });
    }

    [Fact]
    public async Task ALowerProbabilityThatWasThereStays()
    {
        var harness = Harness();
        await harness.SendAsync(Spans.Request("s",
        [
            Spans.Span(1, ""","traceState":"v=1,ot=th:fff;rv:ffffffffffffff" """),
            Spans.Span(2, ""","traceState":"no tracestate" """),
        ]));
        Assert.Equal([("ot=rv:ffffffffffffff;th:fff,v=1", 1.0 / 4096), ("no tracestate", 1.0)], Kept(harness).Select(span => (span.Text(3), Probability(span))));
    }

    [Fact]
    public async Task TheRootsRouteCountsBeforeAServers()
    {
        var harness = Harness();
        var id = Id();
        await harness.SendAsync(Spans.Request("s", [Server(id, "/inner"), Root(id, "/outer"), Server(id, "/inner")]));
        await harness.SendAsync(Spans.Request("s", [Server(Id(), "/inner")]));
        await harness.SendAsync(Spans.Request("s", [Root(Id(), "/outer")]));
        Assert.Equal(2, harness.Metric("processor_adaptive_routes{processor=\"adaptive\"}"));
    }

    [Fact]
    public async Task RoutesAndTracesAreBounded()
    {
        var harness = Harness("{max_routes: 3, num_traces: 10}");
        for (var number = 0; number < 20; number++)
        {
            await harness.SendAsync(Spans.Request("s", [Root(Id(), $"/{number}")]));
        }

        Assert.Equal(3, harness.Metric("processor_adaptive_routes{processor=\"adaptive\"}"));
        Assert.Equal(10, harness.Metric("processor_adaptive_decisions_forgotten{processor=\"adaptive\"}"));
        Assert.Equal(20, new[] { "true", "false" }.Sum(sampled => harness.Metric($"processor_adaptive_count_traces_sampled{{processor=\"adaptive\",sampled=\"{sampled}\"}}")));

        harness.Time.Advance(TimeSpan.FromSeconds(10));
        await harness.SendAsync(Spans.Request("s", [Root(Id(), "/new")]));
        Assert.Equal(1, harness.Metric("processor_adaptive_routes{processor=\"adaptive\"}"));
    }

    [Theory]
    [InlineData("{target_traces_per_second: 0}", "target_traces_per_second")]
    [InlineData("{window: 10ms}", "window")]
    [InlineData("{num_traces: 0}", "max_routes")]
    [InlineData("{sampling_precision: 15}", "sampling_precision")]
    [InlineData("{route_attribute: ''}", "route_attribute")]
    public void RefusesWhatCannotBe(string settings, string key)
    {
        var error = Assert.Throws<ConfigException>(() => Harness(settings));
        Assert.Equal($"processors::adaptive::{key}", error.Errors.Single().Path);
    }

    private static ProcessorHarness Harness(string settings = "{target_traces_per_second: 20}") => new(new AdaptiveProcessorFactory(), settings);

    private static IEnumerable<Message> Kept(ProcessorHarness harness) => harness.Consumer.Batches.SelectMany(batch => batch.Parts()).Select(span => span.Message);

    private static double Probability(Message span) => span.Attributes["sampling.probability"]!.Double;

    private static string TraceOf(Message span) => Convert.ToHexString(span.Raw(1).Span);

    // Traces that arrive evenly, ten requests a second; how many of them are kept in each second.
    private async Task<IReadOnlyList<int>> RunAsync(ProcessorHarness harness, int seconds, int perSecond)
    {
        var kept = new List<int>();
        for (var second = 0; second < seconds; second++)
        {
            var before = harness.ItemCounts.Sum();
            for (var tick = 0; tick < 10; tick++)
            {
                harness.Time.Advance(TimeSpan.FromMilliseconds(100));
                await harness.SendAsync(Spans.Request("s", [Trace("/a", perSecond / 10)]));
            }

            kept.Add(harness.ItemCounts.Sum() - before);
        }

        return kept;
    }

    private string Trace(string route, int count) => string.Join(',', Enumerable.Range(0, count).Select(_ => Root(Id(), route)));

    private string Id() => $"{_random.NextInt64():x16}{_random.NextInt64():x16}";

    private static string Root(string id, string route) => Span(id, route, 2, "");

    private static string Server(string id, string route) => Span(id, route, 2, "0000000000000009");

    private static string Child(string id) => Span(id, "", 3, "0000000000000009");

    private static string Span(string id, string route, int kind, string parent) =>
        $$$"""{"traceId":"{{{id}}}","spanId":"0000000000000001","parentSpanId":"{{{parent}}}","name":"0","kind":{{{kind}}},"attributes":[{"key":"http.route","value":{"stringValue":"{{{route}}}"}}]}""";
}
