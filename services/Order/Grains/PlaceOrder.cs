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
