namespace TracingReference.Benchmarks.Collector;

/// <summary>What traces are made of.</summary>
internal static class TraceShapes
{
    private const string AspNetCore = "Microsoft.AspNetCore";
    private const string HttpClient = "System.Net.Http";
    private const string Npgsql = "Npgsql";
    private const string Orleans = "Microsoft.Orleans.Application";
    private const string Shop = "TracingReference.Shop";
    private const string Messaging = "TracingReference.Messaging";
    private const ulong Internal = 1;
    private const ulong Server = 2;
    private const ulong Client = 3;
    private const ulong Producer = 4;
    private const ulong Consumer = 5;
    private const string OrderId = "01a1fdf9d0a37e3ebf0f0fb2532cd525";

    /// <summary>Ten spans alike, of about 330 bytes and 8 attributes each, all under the first.</summary>
    public static IReadOnlyList<SpanTemplate> Alike { get; } = [.. Enumerable.Repeat(new SpanTemplate(
        "generator", "TracingReference.Generator", "GET /catalog/products/{id}", Server, 0,
        ("http.request.method", "GET"), ("http.route", "/catalog/products/{id}"), ("url.path", "/catalog/products/p-0001"), ("url.scheme", "http"),
        ("server.address", "127.0.0.1"), ("network.protocol.version", "1.1"), ("http.status", "200"), ("user.id", "u-1")), 10)];

    /// <summary>A paid order of this system: its 25 spans, from five services.</summary>
    public static IReadOnlyList<SpanTemplate> PaidOrder { get; } =
    [
        Serve("gateway", "/orders", 202, 0),
        new("gateway", "Yarp.ReverseProxy", "proxy.forwarder", Server, 0, ("proxy.route_id", "orders"), ("proxy.cluster_id", "order"), ("proxy.destination_id", "order-1")),
        Call("gateway", "http://127.0.0.1:43011/orders", 202, 1),
        Serve("order", "/orders", 202, 2),
        new("order", Shop, "validate order", Internal, 3, ("order.id", OrderId), ("order.customer_id", "ada"), ("order.item_count", 1), ("order.total_cents", 16838)),
        Call("order", "http://127.0.0.1:43012/reservations", 200, 4),
        Serve("catalog", "/reservations", 200, 5),
        Query("catalog", "catalog", "UPDATE products", "UPDATE products SET available = available - r.quantity FROM reservations r WHERE products.id = r.product_id AND r.order_id = $1", 6),
        Grain(Client, "Place", 3),
        Grain(Server, "Place", 8),
        new("order", "Microsoft.Orleans.Storage", "write storage", Client, 9, ("orleans.storage.provider", "orders"), ("orleans.storage.state.name", "order"), ("orleans.grain.id", $"order/{OrderId}")),
        Query("order", "orders", "INSERT orders INSERT outbox", "WITH o AS (INSERT INTO orders (id, state, version) VALUES ($1, $2, 1) RETURNING id) INSERT INTO outbox (order_id, payload, traceparent) SELECT id, $3, $4 FROM o", 10),
        Send("order", "orders", 3),
        Receive("payment", "orders", 12),
        new("payment", Shop, "charge", Internal, 13, ("order.id", OrderId), ("order.customer_id", "ada"), ("order.total_cents", 16838)),
        Query("payment", "payments", "INSERT charges", "INSERT INTO charges (order_id, amount_cents, status) VALUES ($1, $2, 'open') ON CONFLICT (order_id) DO NOTHING", 14),
        Call("payment", "http://127.0.0.1:43013/charges", 200, 14),
        Serve("card-provider", "/charges", 200, 16),
        Query("payment", "payments", "UPDATE charges", "UPDATE charges SET status = $2, settled_at = now() WHERE order_id = $1 AND status = 'open'", 14),
        Send("payment", "payments", 13),
        Receive("order", "payments", 19),
        Grain(Client, "Settle", 20),
        Grain(Server, "Settle", 21),
        new("order", "Microsoft.Orleans.Storage", "write storage", Client, 22, ("orleans.storage.provider", "orders"), ("orleans.storage.state.name", "order"), ("orleans.grain.id", $"order/{OrderId}")),
        Query("order", "orders", "UPDATE orders", "UPDATE orders SET state = $2, version = version + 1 WHERE id = $1 AND version = $3", 23),
    ];

    private static SpanTemplate Serve(string service, string route, int status, int parent) => new(
        service, AspNetCore, $"POST {route}", Server, parent,
        ("http.request.method", "POST"), ("http.route", route), ("url.path", route), ("url.scheme", "http"), ("server.address", "127.0.0.1"), ("server.port", 8080),
        ("network.protocol.version", "1.1"), ("user_agent.original", "curl/8.5.0"), ("http.response.status_code", status));

    private static SpanTemplate Call(string service, string url, int status, int parent) => new(
        service, HttpClient, "POST", Client, parent,
        ("http.request.method", "POST"), ("url.full", url), ("server.address", "127.0.0.1"), ("server.port", 43011), ("network.protocol.version", "1.1"), ("http.response.status_code", status));

    private static SpanTemplate Query(string service, string database, string summary, string text, int parent) => new(
        service, Npgsql, summary, Client, parent,
        ("db.system.name", "postgresql"), ("db.namespace", database), ("db.query.text", text), ("db.query.summary", summary), ("server.address", "127.0.0.1"), ("server.port", 5432),
        ("db.npgsql.connection_id", 17));

    private static SpanTemplate Grain(ulong kind, string method, int parent) => new(
        "order", Orleans, $"IOrderGrain/{method}", kind, parent, ("rpc.system.name", "orleans"), ("rpc.method", $"TracingReference.Order.Grains.IOrderGrain/{method}"));

    private static SpanTemplate Send(string service, string topic, int parent) => new(
        service, Messaging, $"publish {topic}", Producer, parent, [.. Message(topic, "publish", "send"), ("messaging.client.id", service)]);

    private static SpanTemplate Receive(string service, string topic, int parent) => new(
        service, Messaging, $"process {topic}", Consumer, parent, [.. Message(topic, "process", "process"), ("messaging.consumer.group.name", service)]);

    private static (string, object)[] Message(string topic, string operation, string type) =>
    [
        ("messaging.system", "kafka"), ("messaging.operation.name", operation), ("messaging.operation.type", type), ("messaging.destination.name", topic),
        ("messaging.kafka.message.key", OrderId), ("messaging.kafka.offset", 4711), ("messaging.destination.partition.id", "2"), ("server.address", "127.0.0.1"), ("server.port", 9092),
    ];
}
