namespace TracingReference.Order.Grains;

/// <summary>An order as clients see it.</summary>
[GenerateSerializer]
public sealed record OrderView(
    [property: Id(0)] string OrderId,
    [property: Id(1)] OrderStatus Status,
    [property: Id(2)] long TotalCents,
    [property: Id(3)] IReadOnlyList<OrderItem> Items,
    [property: Id(4)] string TraceId);
