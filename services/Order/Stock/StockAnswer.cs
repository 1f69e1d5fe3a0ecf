using TracingReference.Order.Grains;

namespace TracingReference.Order.Stock;

/// <summary>What became of an attempt to reserve stock.</summary>
internal abstract record StockAnswer
{
    /// <summary>The order has its stock, at these prices.</summary>
    public sealed record Reserved(IReadOnlyList<OrderItem> Items) : StockAnswer
    {
        /// <summary>What they cost together, in cents.</summary>
        public long TotalCents { get; } = OrderItem.Total(Items);
    }

    /// <summary>The catalog has not enough, or does not know a product; nothing is held.</summary>
    public sealed record Refused(int Status, string Detail) : StockAnswer;

    /// <summary>An order of this id gave its stock back before, and cannot reserve again.</summary>
    public sealed record Released : StockAnswer;
}
