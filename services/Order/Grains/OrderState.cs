using System.Text.Json.Serialization;
using TracingReference.Order.Outbox;

namespace TracingReference.Order.Grains;

/// <summary>What an order's grain keeps.</summary>
public sealed class OrderState
{
    public string CustomerId { get; set; } = "";

    public OrderStatus Status { get; set; }

    public long TotalCents { get; set; }

    public IReadOnlyList<OrderItem> Items { get; set; } = [];

    public string TraceId { get; set; } = "";

    /// <summary>The message that is written to the outbox with the order; not part of what is stored.</summary>
    [JsonIgnore]
    internal OutboxMessage? Outgoing { get; set; }
}
