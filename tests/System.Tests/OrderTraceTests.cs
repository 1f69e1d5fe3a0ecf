using TracingReference.LoadTest.Otlp;
using TracingReference.SystemTests.Shop;
using TracingReference.SystemTests.Traces;

namespace TracingReference.SystemTests;

/// <summary>One order, one trace: every row of the table, from the gateway to the last statement.</summary>
[Collection(ShopCollection.Name)]
public sealed class OrderTraceTests(ShopFixture fixture)
{
    private const string Trace = "0af7651916cd43dd8448eb211c8031";
    private const string CallerSpan = "b7ad6b7169203331";
    private static readonly TimeSpan TraceTimeout = TimeSpan.FromSeconds(15);

    private ShopSystem Shop => fixture.System;

    [Fact]
    public async Task An_order_is_paid_and_its_trace_is_whole()
    {
        var (orderId, traceId) = await Shop.Client.PlaceAsync();
        Assert.Equal("paid", await Shop.Client.SettledAsync(orderId));
        await AssertWholeAsync(orderId, traceId, callerSpanId: null);
    }

    [Theory]
    [InlineData(Trace + "01", "traceparent", $"00-{Trace}01-{CallerSpan}-01")]
    [InlineData(Trace + "02", "b3", $"{Trace}02-{CallerSpan}-1")]
    [InlineData("000000000000000016cd43dd8448eb03", "b3", $"16cd43dd8448eb03-{CallerSpan}-1")]
    [InlineData(Trace + "04", "X-B3-TraceId", Trace + "04", "X-B3-SpanId", CallerSpan, "X-B3-Sampled", "1")]
    [InlineData(Trace + "05", "uber-trace-id", $"{Trace}05:{CallerSpan}:0:1")]
    public async Task A_callers_trace_is_joined(string traceId, params string[] headers)
    {
        var (orderId, told) = await Shop.Client.PlaceAsync(null, Pairs(headers));
        Assert.Equal(traceId, told);
        Assert.Equal("paid", await Shop.Client.SettledAsync(orderId));
        await AssertWholeAsync(orderId, traceId, CallerSpan);
    }

    [Theory]
    [InlineData(Trace + "11", "traceparent", $"00-{Trace}11-{CallerSpan}-00")]
    [InlineData(Trace + "12", "b3", $"{Trace}12-{CallerSpan}-0")]
    [InlineData("000000000000000016cd43dd8448eb13", "b3", $"16cd43dd8448eb13-{CallerSpan}-0")]
    [InlineData(Trace + "14", "X-B3-TraceId", Trace + "14", "X-B3-SpanId", CallerSpan, "X-B3-Sampled", "0")]
    [InlineData(Trace + "15", "uber-trace-id", $"{Trace}15:{CallerSpan}:0:0")]
    public async Task A_trace_that_its_caller_does_not_sample_is_wholly_absent(string traceId, params string[] headers)
    {
        var (orderId, told) = await Shop.Client.PlaceAsync(null, Pairs(headers));
        Assert.Equal(traceId, told);
        Assert.Equal("paid", await Shop.Client.SettledAsync(orderId));

        // Spans leave in their order: when a later trace is whole, the earlier one would have come.
        await An_order_is_paid_and_its_trace_is_whole();
        Assert.Empty(Shop.Telemetry.Trace(traceId));
    }

    [Fact]
    public async Task A_forced_trace_is_kept_though_its_caller_does_not_sample()
    {
        const string traceId = Trace + "21";
        var (orderId, told) = await Shop.Client.PlaceAsync(null, ("traceparent", $"00-{traceId}-{CallerSpan}-00"), ("x-force-sample", "1"));
        Assert.Equal(traceId, told);
        await Shop.Client.SettledAsync(orderId);
        await AssertWholeAsync(orderId, traceId, CallerSpan);
        Assert.Contains(Shop.Telemetry.Trace(traceId), span => span["force_sample"] == "1");
    }

    [Fact]
    public async Task Without_any_one_kind_of_its_spans_the_trace_is_not_whole()
    {
        var (orderId, traceId) = await Shop.Client.PlaceAsync();
        await Shop.Client.SettledAsync(orderId);
        await AssertWholeAsync(orderId, traceId, callerSpanId: null);

        var spans = Shop.Telemetry.Trace(traceId);
        foreach (var edge in OrderTrace.Edges)
        {
            var dropped = TraceMatch.Candidates(OrderTrace.Edges, spans)[edge.Id];
            var faults = TraceMatch.Faults(OrderTrace.Edges, spans.Except(dropped).ToArray(), orderId);
            Assert.True(faults.Any(fault => fault.Contains($"[{edge.Id}]", StringComparison.Ordinal)), $"Dropping '{edge.Id}' was not missed.");
        }
    }

    [Fact]
    public async Task With_one_span_too_many_in_a_wrong_place_or_with_an_attribute_too_few_the_trace_is_not_whole()
    {
        var (orderId, traceId) = await Shop.Client.PlaceAsync();
        await Shop.Client.SettledAsync(orderId);
        await AssertWholeAsync(orderId, traceId, callerSpanId: null);

        var spans = Shop.Telemetry.Trace(traceId);
        var found = TraceMatch.Candidates(OrderTrace.Edges, spans);
        foreach (var edge in OrderTrace.Edges)
        {
            var extra = found[edge.Id][0] with { SpanId = "00000000000000ff" };
            AssertFault(edge, extra with { ParentSpanId = "00000000000000fe" });
            if (edge.Attributes is [var first, ..])
            {
                AssertFault(edge, extra with { Attributes = extra.Attributes.Where(pair => pair.Key != first.Split('=')[0]).ToDictionary() });
            }
        }

        void AssertFault(Edge edge, ReceivedSpan extra)
        {
            var fault = Assert.Single(TraceMatch.Faults(OrderTrace.Edges, [.. spans, extra], orderId));
            Assert.Contains($"[{edge.Id}]", fault, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_declined_card_ends_as_rejected_and_only_the_charge_is_an_error()
    {
        var (orderId, traceId) = await Shop.Client.PlaceAsync(null, ("x-fault", "payment=decline"));
        Assert.Equal("rejected", await Shop.Client.SettledAsync(orderId));
        await Shop.Telemetry.WaitAsync(() => Spans("charge").Length == 1 && Spans("process payments").Length == 1, TraceTimeout);

        Assert.Equal((StatusCode.Error, "card_declined"), (Spans("charge")[0].Status, Spans("charge")[0]["error.type"]));
        Assert.Equal(StatusCode.Unset, Spans("process orders")[0].Status);

        ReceivedSpan[] Spans(string name) => Shop.Telemetry.Trace(traceId).Where(span => span.Name == name).ToArray();
    }

    [Fact]
    public async Task Each_failed_publication_is_a_span_and_the_consumer_hangs_under_the_one_that_succeeded()
    {
        var (orderId, traceId) = await Shop.Client.PlaceAsync(null, ("x-fault", "publish=fail:2"));
        Assert.Equal("paid", await Shop.Client.SettledAsync(orderId));
        await AssertWholeAsync(orderId, traceId, callerSpanId: null);

        var attempts = Shop.Telemetry.Trace(traceId).Where(span => span.Name == "publish orders").ToArray();
        Assert.Equal([StatusCode.Unset, StatusCode.Error, StatusCode.Error], attempts.Select(span => span.Status).Order());
        var process = Shop.Telemetry.Trace(traceId).Single(span => span.Name == "process orders");
        Assert.Equal(attempts.Single(span => span.Status == StatusCode.Unset).SpanId, process.ParentSpanId);
    }

    [Fact]
    public async Task A_slow_database_slows_every_statement_of_the_order_service_also_beneath_the_grain()
    {
        var (orderId, traceId) = await Shop.Client.PlaceAsync(null, ("x-fault", "db=slow:200"));
        Assert.Equal("paid", await Shop.Client.SettledAsync(orderId));
        await AssertWholeAsync(orderId, traceId, callerSpanId: null);

        var statements = Shop.Telemetry.Trace(traceId).Where(span => span is { Service: "order", Scope: "Npgsql" }).ToArray();
        Assert.NotEmpty(statements);
        Assert.All(statements, span => Assert.True(span.End - span.Start >= TimeSpan.FromMilliseconds(200), $"{span.Name} took {span.End - span.Start}"));
    }

    private async Task AssertWholeAsync(string orderId, string traceId, string? callerSpanId)
    {
        await Shop.Telemetry.WaitAsync(() => Faults().Count == 0, TraceTimeout);
        Assert.Equal([], Faults());
        Assert.Empty(TraceMatch.Orphans(Shop.Telemetry.Trace(traceId), callerSpanId));

        IReadOnlyList<string> Faults() => TraceMatch.Faults(OrderTrace.Edges, Shop.Telemetry.Trace(traceId), orderId, callerSpanId);
    }

    private static (string, string)[] Pairs(string[] headers) => headers.Chunk(2).Select(pair => (pair[0], pair[1])).ToArray();
}
