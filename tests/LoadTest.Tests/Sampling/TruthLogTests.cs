using TracingReference.LoadTest.Sampling;
using TracingReference.LoadTest.Shop;

namespace TracingReference.LoadTest.Tests.Sampling;

public sealed class TruthLogTests
{
    [Fact]
    public void Requests_without_an_answer_are_counted_by_route_and_no_others()
    {
        var log = new TruthLog();
        log.Add(Call(ShopClient.ListProducts, 200, new("0af7651916cd43dd8448eb211c80319c", "b7ad6b7169203331", true)), Strata.ListProducts, DateTimeOffset.UnixEpoch, TimeSpan.Zero);
        log.Add(Call(ShopClient.ListProducts, 0, null), Strata.ListProducts, DateTimeOffset.UnixEpoch, TimeSpan.Zero);
        log.Add(Call(ShopClient.PlaceOrder, 0, null), Strata.Order, DateTimeOffset.UnixEpoch, TimeSpan.Zero);
        log.Add(Call(ShopClient.PlaceOrder, 0, null), Strata.Order, DateTimeOffset.UnixEpoch, TimeSpan.Zero);
        Assert.Equal(new Dictionary<string, long> { [ShopClient.ListProducts] = 1, [ShopClient.PlaceOrder] = 2 }, log.Unanswered);
    }

    private static Call Call(string route, int status, TraceResponse? trace) => new(route, status, 200, trace);
}
