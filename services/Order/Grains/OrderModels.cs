using System.Text.Json.Serialization;

namespace TracingReference.Order.Grains;

/// <summary>An order that has its stock, with what is needed to charge it.</summary>
[GenerateSerializer]
public sealed record PlaceOrder
{
    [Id(0)]
    public required string CustomerId { get; init; }

    [Id(1)]
    public required IReadOnlyList<OrderItem> Items { get; init; }

    /// <summary>The card, encrypted.</summary>
    [Id(2)]
    public required string Card { get; init; }

    /// <summary>The trace that the client was told of.</summary>
    [Id(3)]
    public required string TraceId { get; init; }

    /// <summary>The span that its message will belong to, as W3C headers.</summary>
    [Id(4)]
    public string? TraceParent { get; init; }

    [Id(5)]
    public string? TraceState { get; init; }

    [Id(6)]
    public string? Baggage { get; init; }
}

/// <summary>Some pieces of a product, at the price of the moment it was reserved.</summary>
[GenerateSerializer]
public sealed record OrderItem(
    [property: Id(0)] string ProductId,
    [property: Id(1)] int Quantity,
    [property: Id(2)] long PriceCents)
{
    /// <summary>What items cost together, in cents.</summary>
    /// <exception cref="OverflowException">More than fits; a wrong total must never be charged.</exception>
    public static long Total(IReadOnlyList<OrderItem> items) => items.Sum(item => checked(item.Quantity * item.PriceCents));
}

/// <summary>Where an order stands.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OrderStatus>))]
public enum OrderStatus
{
    [JsonStringEnumMemberName("pending")]
    Pending,

    [JsonStringEnumMemberName("paid")]
    Paid,

    /// <summary>The card was declined.</summary>
    [JsonStringEnumMemberName("rejected")]
    Rejected,

    /// <summary>The payment could not be made.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,
}

/// <summary>An order as clients see it.</summary>
[GenerateSerializer]
public sealed record OrderView(
    [property: Id(0)] string OrderId,
    [property: Id(1)] OrderStatus Status,
    [property: Id(2)] long TotalCents,
    [property: Id(3)] IReadOnlyList<OrderItem> Items,
    [property: Id(4)] string TraceId);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(OrderView))]
[JsonSerializable(typeof(OrderState))]
internal sealed partial class OrderJson : JsonSerializerContext;
