namespace TracingReference.Order.Grains;

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
