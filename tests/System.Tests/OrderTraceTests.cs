using TracingReference.SystemTests.Shop;
using TracingReference.SystemTests.Traces;

namespace TracingReference.SystemTests;

/// <summary>One order, one trace: every row of the table, from the gateway to the last statement.</summary>
[Collection(ShopCollection.Name)]
public sealed class OrderTraceTests(ShopFixture fixture)
{
    private static readonly TimeSpan TraceTimeout = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task An_order_is_paid_and_its_trace_is_whole()
    {
        var shop = fixture.System;
        var (orderId, traceId) = await shop.Client.PlaceAsync();
        Assert.Equal("paid", await shop.Client.SettledAsync(orderId));

        await shop.Telemetry.WaitAsync(() => Faults().Count == 0, TraceTimeout);

        Assert.Empty(Faults());
        Assert.Empty(TraceMatch.Orphans(shop.Telemetry.Trace(traceId)));

        IReadOnlyList<string> Faults() => TraceMatch.Faults(OrderTrace.Edges, shop.Telemetry.Trace(traceId), orderId);
    }
}
