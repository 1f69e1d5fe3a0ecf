using TracingReference.LoadTest.Otlp;
using static TracingReference.LoadTest.Otlp.SpanKind;

namespace TracingReference.SystemTests.Traces;

/// <summary>The shape of one paid order's trace: the table that docs, tests and reviewers share.</summary>
public static class OrderTrace
{
    private const string AspNetCore = "Microsoft.AspNetCore";
    private const string HttpClient = "System.Net.Http";
    private const string Npgsql = "Npgsql";
    private const string Application = "Microsoft.Orleans.Application";
    private const string Storage = "Microsoft.Orleans.Storage";
    private const string Shop = "TracingReference.Shop";
    private const string Messaging = "TracingReference.Messaging";

    private static readonly string[] Server = ["http.request.method", "url.scheme", "url.path", "server.address", "server.port", "network.protocol.version"];
    private static readonly string[] Client = ["http.request.method", "url.full", "server.address", "server.port", "http.response.status_code"];
    private static readonly string[] Sql = ["db.system.name=postgresql", "db.namespace", "db.query.text", "db.query.summary", "server.address", "server.port"];
    private static readonly string[] Publish =
    [
        "messaging.system=kafka", "messaging.operation.name=publish", "messaging.operation.type=send", "messaging.kafka.message.key={orderId}",
        "messaging.kafka.offset", "messaging.destination.partition.id", "messaging.client.id", "server.address", "server.port",
    ];

    private static readonly string[] Process =
    [
        "messaging.system=kafka", "messaging.operation.name=process", "messaging.operation.type=process", "messaging.kafka.message.key={orderId}",
        "messaging.kafka.offset", "messaging.destination.partition.id", "server.address", "server.port",
    ];

    /// <summary>Every row of the design's tree, and what stands between.</summary>
    public static IReadOnlyList<Edge> Edges { get; } =
    [
        new("gateway", null, "gateway", AspNetCore, "POST /orders", SpanKind.Server,
            [.. Server, "http.request.method=POST", "http.route=/orders", "url.path=/orders", "http.response.status_code=202"]),
        new("forwarder", "gateway", "gateway", "Yarp.ReverseProxy", "proxy.forwarder", SpanKind.Server),
        new("gateway to order", "forwarder", "gateway", HttpClient, "POST", SpanKind.Client, [.. Client, "http.response.status_code=202"]),
        new("order", "gateway to order", "order", AspNetCore, "POST /orders", SpanKind.Server,
            [.. Server, "http.route=/orders", "http.response.status_code=202"]),
        new("validate", "order", "order", Shop, "validate order", Internal,
            "order.id={orderId}", "order.customer_id", "order.item_count=1", "order.total_cents"),
        new("order to catalog", "validate", "order", HttpClient, "POST", SpanKind.Client, [.. Client, "http.response.status_code=200"]),
        new("catalog", "order to catalog", "catalog", AspNetCore, "POST /reservations", SpanKind.Server,
            [.. Server, "http.route=/reservations", "http.response.status_code=200"]),
        new("catalog sql", "catalog", "catalog", Npgsql, "*", SpanKind.Client, [.. Sql, "db.namespace=catalog"]),
        new("place", "order", "order", Application, "IOrderGrain/Place", SpanKind.Client, "rpc.system.name=orleans", "rpc.method"),
        new("place in grain", "place", "order", Application, "IOrderGrain/Place", SpanKind.Server, "rpc.system.name=orleans", "rpc.method"),
        new("write order", "place in grain", "order", Storage, "write storage", SpanKind.Client, "orleans.storage.provider"),
        new("order sql", "write order", "order", Npgsql, "*INSERT orders*", SpanKind.Client, [.. Sql, "db.namespace=orders"]),
        new("publish orders", "order", "order", Messaging, "publish orders", Producer, [.. Publish, "messaging.destination.name=orders"]),
        new("process orders", "publish orders", "payment", Messaging, "process orders", Consumer,
            [.. Process, "messaging.destination.name=orders", "messaging.consumer.group.name=payment"]),
        new("charge", "process orders", "payment", Shop, "charge", Internal, "order.id={orderId}", "order.customer_id", "order.total_cents"),
        new("open charge", "charge", "payment", Npgsql, "INSERT charges*", SpanKind.Client, [.. Sql, "db.namespace=payments"]),
        new("payment to provider", "charge", "payment", HttpClient, "POST", SpanKind.Client, [.. Client, "http.response.status_code=200"]),
        new("provider", "payment to provider", "card-provider", AspNetCore, "POST /charges", SpanKind.Server,
            [.. Server, "http.route=/charges", "http.response.status_code=200"]),
        new("settle charge", "charge", "payment", Npgsql, "UPDATE charges*", SpanKind.Client, [.. Sql, "db.namespace=payments"]),
        new("publish payments", "process orders", "payment", Messaging, "publish payments", Producer,
            [.. Publish, "messaging.destination.name=payments"]),
        new("process payments", "publish payments", "order", Messaging, "process payments", Consumer,
            [.. Process, "messaging.destination.name=payments", "messaging.consumer.group.name=order"]),
        new("settle", "process payments", "order", Application, "IOrderGrain/Settle", SpanKind.Client, "rpc.system.name=orleans", "rpc.method"),
        new("settle in grain", "settle", "order", Application, "IOrderGrain/Settle", SpanKind.Server, "rpc.system.name=orleans", "rpc.method"),
        new("write settled", "settle in grain", "order", Storage, "write storage", SpanKind.Client, "orleans.storage.provider"),
        new("settled sql", "write settled", "order", Npgsql, "UPDATE orders*", SpanKind.Client, [.. Sql, "db.namespace=orders"]),
    ];
}
