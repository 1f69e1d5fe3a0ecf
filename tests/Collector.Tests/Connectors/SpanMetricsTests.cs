using System.Text.Json.Nodes;
using TracingReference.Collector.Configuration;
using TracingReference.Collector.Connectors.SpanMetrics;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Tests.Exporters;

namespace TracingReference.Collector.Tests.Connectors;

/// <summary>What a recording of the last flush cannot show: series and resources that leave, deltas, limits, and what is refused.</summary>
public sealed class SpanMetricsTests
{
    private const int Measured = 64;

    [Fact]
    public async Task A_series_expires_by_itself()
    {
        var harness = await SpanMetricsHarness.StartAsync("series_expiration: 20s");
        await harness.SendAsync("a");
        await harness.SendAsync("b");
        Assert.Equal(["a", "b"], Names(await harness.FlushAsync()));
        await harness.SendAsync("a");
        Assert.Equal(["a", "b"], Names(await harness.FlushAsync()));
        Assert.Equal(["a"], Names(await harness.FlushAsync()));
        Assert.Empty(await harness.FlushAsync("duration"));
    }

    [Fact]
    public async Task Globs_take_the_spans_attributes_and_then_those_that_only_its_resource_has()
    {
        var harness = await SpanMetricsHarness.StartAsync("exclude_dimensions: [collector.instance.id], dimensions: [{glob: 'http.*'}, {name: zone, default: none}, {glob: 'team.**'}]");
        await harness.SendAsync("a", span: [("http.route", "/"), ("http.request.method", "GET"), ("team.name", "span")],
            resource: [("team.name", "resource"), ("team.a.b", "deep"), ("http.scheme", "https"), ("team", "no")]);
        var (attributes, _) = Assert.Single(await harness.FlushAsync());
        Assert.Equal(
            ["service.name=shop", "span.name=a", "span.kind=SPAN_KIND_UNSPECIFIED", "status.code=STATUS_CODE_UNSET", "zone=none", "http.route=/", "team.name=span", "http.scheme=https", "team.a.b=deep"],
            attributes.Select(attribute => $"{attribute.Key}={attribute.Value}"));
    }

    [Fact]
    public async Task Events_come_before_their_resource_and_after_their_span()
    {
        var harness = await SpanMetricsHarness.StartAsync("events: {enabled: true, dimensions: [{name: a}, {glob: 'x.*'}]}");
        await harness.SendAsync(TestContext.Batch(Signal.Traces,
            """
            {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"s"}},{"key":"a","value":{"stringValue":"resource"}},{"key":"x.r","value":{"intValue":"7"}}]},
              "scopeSpans":[{"spans":[{"name":"n","attributes":[{"key":"x.s","value":{"stringValue":"span"}}],"events":[
                {"attributes":[{"key":"a","value":{"stringValue":"event"}},{"key":"x.s","value":{"stringValue":"event"}}]},{"name":"without"}]}]}]}]}
            """));
        var points = await harness.FlushAsync("events");
        Assert.Equal(["event span 7", "resource span 7"], points.Select(point => $"{point.Attributes["a"]} {point.Attributes["x.s"]} {point.Attributes["x.r"]}").Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_series_does_not_depend_on_its_scope_and_tells_no_empty_version()
    {
        var harness = await SpanMetricsHarness.StartAsync("include_instrumentation_scope: [s, t]");
        await harness.SendAsync("a", scope: """{"name":"s"}""");
        await harness.SendAsync("a", scope: """{"name":"t","version":"1"}""");
        await harness.FlushAsync();
        var (attributes, point) = Assert.Single(await harness.FlushAsync());
        Assert.Equal(("s", false, "2"), (attributes["span.instrumentation.scope.name"], attributes.ContainsKey("span.instrumentation.scope.version"), point["asInt"]!.ToString()));
    }

    [Fact]
    public async Task What_is_beyond_the_limit_has_no_exemplars()
    {
        var harness = await SpanMetricsHarness.StartAsync("aggregation_cardinality_limit: 1, exemplars: {enabled: true}");
        await harness.SendAsync("a");
        await harness.SendAsync("b");
        await harness.SendAsync("c");
        var points = (await harness.FlushAsync("duration")).OrderBy(point => point.Attributes.Count).ToList();
        Assert.Equal(("true", "2", null), (points[0].Attributes["otel.metric.overflow"], points[0].Point["count"]!.ToString(), points[0].Point["exemplars"]));
        Assert.Single(points[1].Point["exemplars"]!.AsArray());
        await harness.SendAsync("a");
        points = [.. (await harness.FlushAsync("duration")).OrderBy(point => point.Attributes.Count)];
        Assert.Equal([0, 1], points.Select(point => point.Point["exemplars"]?.AsArray().Count ?? 0));
    }

    [Fact]
    public async Task A_resource_that_made_room_is_told_once_more_and_taken_back_where_it_is_seen_before()
    {
        var harness = await SpanMetricsHarness.StartAsync("resource_metrics_cache_size: 1");
        await harness.SendAsync("a", "first");
        await harness.SendAsync("a", "second");
        await harness.SendAsync("a", "first");
        Assert.Equal(["first", "second"], Services(await harness.FlushAsync()));
        var kept = Assert.Single(await harness.FlushAsync());
        Assert.Equal(("first", "2"), (kept.Attributes["service.name"], kept.Point["asInt"]!.ToString()));
    }

    [Fact]
    public async Task A_delta_series_goes_on_where_it_was_last_told()
    {
        var harness = await SpanMetricsHarness.StartAsync("aggregation_temporality: AGGREGATION_TEMPORALITY_DELTA, metric_timestamp_cache_size: 2");
        harness.Advance(1);
        var first = harness.Now;
        await harness.SendAsync("a");
        Assert.Equal([$"{first} 1"], Starts(await harness.FlushAsync(seconds: 9)));
        var told = harness.Now;
        harness.Advance(2);
        var other = harness.Now;
        await harness.SendAsync("b");
        Assert.Equal([$"{other} 1"], Starts(await harness.FlushAsync(seconds: 8)));
        await harness.SendAsync("a");
        await harness.SendAsync("a");
        Assert.Equal([$"{told} 2"], Starts(await harness.FlushAsync()));

        // A third one: of two, the one that was told longest ago is forgotten.
        await harness.SendAsync("c");
        await harness.FlushAsync();
        var again = harness.Now;
        await harness.SendAsync("b");
        Assert.Equal([$"{again} 1"], Starts(await harness.FlushAsync("duration"), "count"));
    }

    [Fact]
    public async Task A_span_that_was_changed_is_counted_as_it_is_now()
    {
        var harness = await SpanMetricsHarness.StartAsync("dimensions: [{name: a}]");
        var batch = TestContext.Batch(Signal.Traces,
            """{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"s"}}]},"scopeSpans":[{"spans":[{"name":"n","attributes":[{"key":"a","value":{"stringValue":"old"}}]}]}]}]}""");
        batch.Parts().Single().Edit().Attributes.Set("a", AnyValue.Of(true));
        batch.Resources[0].Resource.Edit().Attributes.Set("service.name", AnyValue.Of("new"));
        await harness.SendAsync(batch);
        var (attributes, _) = Assert.Single(await harness.FlushAsync());
        Assert.Equal(("new", "true"), (attributes["service.name"], attributes["a"]));
    }

    [Fact]
    public async Task A_span_of_a_known_series_allocates_nothing()
    {
        var harness = await SpanMetricsHarness.StartAsync("calls_dimensions: [{name: http.request.method}], dimensions: [{name: http.route}, {name: zone, default: a}]");
        var few = await Allocated(harness, 100);
        var many = await Allocated(harness, 400);
        Assert.InRange((many - few) / ((double)Measured * 300), -1, 1);
    }

    [Theory]
    [InlineData("series_expiration: -1s")]
    [InlineData("calls_dimensions: [{name: a}, {name: a}]")]
    [InlineData("histogram: {dimensions: [{name: span.name}]}")]
    [InlineData("dimensions: [{name: collector.instance.id}]")]
    [InlineData("dimensions: [{default: a}]")]
    [InlineData("dimensions: [{name: a, glob: b}]")]
    [InlineData("dimensions: [{glob: 'b*', default: a}]")]
    [InlineData("dimensions: [{glob: '[b'}]")]
    [InlineData("dimensions: [{glob: 'service.*'}]")]
    [InlineData("calls_dimensions: [{name: a.b}, {glob: 'a.?'}]")]
    [InlineData("events: {enabled: true, dimensions: [{glob: '**'}]}")]
    [InlineData("events: {enabled: true}")]
    [InlineData("events: {dimensions: [{glob: '[b'}]}")]
    [InlineData("aggregation_temporality: AGGREGATION_TEMPORALITY_DELTA, metric_timestamp_cache_size: 0")]
    [InlineData("exemplars: {enabled: true, max_per_data_point: -1}")]
    public void Refused(string settings) => Assert.Throws<ConfigException>(() => TestContext.Read(new SpanMetricsConnectorFactory(), $"{{{settings}}}"));

    [Theory]
    [InlineData("series_expiration: 5m")]
    [InlineData("dimensions: [{glob: '*'}, {name: a.b}], calls_dimensions: [{name: a.b}]")]
    [InlineData("metric_timestamp_cache_size: 0")]
    [InlineData("exemplars: {max_per_data_point: -1}")]
    [InlineData("events: {dimensions: [{name: a}, {name: a}]}")]
    public void Accepted(string settings) => Assert.NotNull(TestContext.Read(new SpanMetricsConnectorFactory(), $"{{{settings}}}"));

    private static IEnumerable<string> Names(IEnumerable<(IReadOnlyDictionary<string, string> Attributes, JsonNode Point)> points) =>
        points.Select(point => point.Attributes["span.name"]).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Services(IEnumerable<(IReadOnlyDictionary<string, string> Attributes, JsonNode Point)> points) =>
        points.Select(point => point.Attributes["service.name"]).Order(StringComparer.Ordinal);

    private static IEnumerable<string> Starts(IEnumerable<(IReadOnlyDictionary<string, string> Attributes, JsonNode Point)> points, string value = "asInt") =>
        points.Select(point => $"{point.Point["startTimeUnixNano"]} {point.Point[value]}");

    // Bytes that the measured requests of so many spans allocate; the runtime counts by blocks of 8 KiB, which are little among so many.
    private static async Task<long> Allocated(SpanMetricsHarness harness, int spans)
    {
        var span = """{"traceId":"00000000000000000000000000000001","spanId":"0000000000000001","name":"n","kind":2,"attributes":[{"key":"http.route","value":{"stringValue":"/orders"}},{"key":"http.request.method","value":{"intValue":"5"}}]}""";
        var request = $$$"""{"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"s"}}]},"scopeSpans":[{"spans":[{{{string.Join(',', Enumerable.Repeat(span, spans))}}}]}]}]}""";
        var batches = Enumerable.Range(0, Measured + 1).Select(_ => TestContext.Batch(Signal.Traces, request)).ToList();
        await harness.SendAsync(batches[^1]);
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var batch in batches.Take(Measured))
        {
            var sent = harness.SendAsync(batch);
            Assert.True(sent.IsCompletedSuccessfully);
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
