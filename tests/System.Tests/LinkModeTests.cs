using TracingReference.SystemTests.Conventions;
using TracingReference.SystemTests.Shop;
using TracingReference.SystemTests.Traces;

namespace TracingReference.SystemTests;

/// <summary>With Messaging:TraceMode=link each delivery starts a trace of its own, linked to its publication.</summary>
public sealed class LinkModeTests
{
    private static readonly TimeSpan TraceTimeout = TimeSpan.FromSeconds(15);

    [Fact]
    public async Task Deliveries_start_linked_traces_and_baggage_still_travels()
    {
        await using var shop = await ShopSystem.StartAsync(("Messaging__TraceMode", "link"));
        var (orderId, traceId) = await shop.Client.PlaceAsync();
        Assert.Equal("paid", await shop.Client.SettledAsync(orderId));
        await shop.Telemetry.WaitAsync(() => Faults().Count == 0, TraceTimeout);
        Assert.Equal([], Faults());

        var spans = shop.Telemetry.LinkedTraces(traceId);
        Assert.Equal(3, spans.Select(span => span.TraceId).Distinct().Count());
        Assert.Empty(TraceMatch.Orphans(spans));

        var (declined, first) = await shop.Client.PlaceAsync(null, ("x-fault", "payment=decline"));
        Assert.Equal("rejected", await shop.Client.SettledAsync(declined));
        using var response = await shop.Client.SendAsync(HttpMethod.Get, $"/orders/{declined}");
        Assert.Contains(first, await response.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        ConventionChecker.AssertKept(shop.Telemetry);

        IReadOnlyList<string> Faults() => TraceMatch.Faults(OrderTrace.Edges, shop.Telemetry.LinkedTraces(traceId), orderId, linked: true);
    }
}
