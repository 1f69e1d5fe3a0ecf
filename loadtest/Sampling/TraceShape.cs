using TracingReference.LoadTest.Shop;
using static TracingReference.LoadTest.Otlp.SpanKind;
using static TracingReference.LoadTest.Sampling.ShapeWhen;

namespace TracingReference.LoadTest.Sampling;

/// <summary>
/// The edges that a whole trace has, over HTTP and Kafka, by what its client knows of it: one table. A trace may have more
/// spans than these (docs/architecture.md has the whole tree of an order).
/// </summary>
internal static class TraceShape
{
    private static readonly Dictionary<string, ShapeRow[]> Rows = new(StringComparer.Ordinal)
    {
        [ShopClient.ListProducts] =
        [
            .. Proxied(ShopClient.ListProducts, "catalog", "GET /products"),
            new("sql", "service", "catalog", "*", Client, Accepted),
        ],
        [ShopClient.GetProduct] =
        [
            .. Proxied(ShopClient.GetProduct, "catalog", "GET /products/{id}"),
            new("sql", "service", "catalog", "*", Client, Accepted),
        ],
        [ShopClient.GetOrder] = [.. Proxied(ShopClient.GetOrder, "order", "GET /orders/{id}")],
        [ShopClient.LogIn] =
        [
            .. Proxied(ShopClient.LogIn, "identity", "POST /login"),
            new("login", "service", "identity", "login", Internal),
        ],
        [ShopClient.PlaceOrder] =
        [
            .. Proxied(ShopClient.PlaceOrder, "order", "POST /orders"),
            new("validate", "service", "order", "validate order", Internal),
            new("to catalog", "validate", "order", "POST", Client),
            new("reserve", "to catalog", "catalog", "POST /reservations", Server),
            new("place", "service", "order", "IOrderGrain/Place", Client, Accepted),
            new("in grain", "place", "order", "IOrderGrain/Place", Server, Accepted),
            new("write", "in grain", "order", "write storage", Client, Accepted),
            new("publish orders", "service", "order", "publish orders", Producer, Settled),
            new("process orders", "publish orders", "payment", "process orders", Consumer, Settled),
            new("charge", "process orders", "payment", "charge", Internal, Settled),
            new("to provider", "charge", "payment", "POST", Client, Settled),
            new("provider", "to provider", "card-provider", "POST /charges", Server, Settled),
            new("publish payments", "process orders", "payment", "publish payments", Producer, Settled),
            new("process payments", "publish payments", "order", "process payments", Consumer, Settled),
            new("settle", "process payments", "order", "IOrderGrain/Settle", Client, Settled),
            new("settle in grain", "settle", "order", "IOrderGrain/Settle", Server, Settled),
        ],
    };

    /// <summary>The rows that a request's trace must have; a parent stands before its children.</summary>
    public static IEnumerable<ShapeRow> Of(TruthEntry entry)
    {
        var happened = entry.Outcome is "paid" or "rejected" or "failed" ? Settled : entry.Status is >= 200 and < 300 ? Accepted : Always;
        return Rows[entry.Route].Where(row => row.When <= happened);
    }

    // YARP's forwarder has kind SERVER, as YARP emits it.
    private static IEnumerable<ShapeRow> Proxied(string route, string service, string name) =>
    [
        new("gateway", null, "gateway", route, Server),
        new("forwarder", "gateway", "gateway", "proxy.forwarder", Server),
        new("to service", "forwarder", "gateway", route[..route.IndexOf(' ', StringComparison.Ordinal)], Client),
        new("service", "to service", service, name, Server),
    ];
}
