namespace TracingReference.SystemTests.Shop;

/// <summary>What must add up, by SQL on the databases themselves.</summary>
/// <param name="Stock">All that is on the shelves or reserved; no order changes it.</param>
/// <param name="Sold">Pieces reserved and not given back.</param>
/// <param name="Pending">Orders that have not come to an end.</param>
/// <param name="Paid">Paid orders.</param>
/// <param name="PaidCents">What they cost, by the order service.</param>
/// <param name="Charges">Charges that were captured.</param>
/// <param name="ChargedCents">What was captured, by the payment service.</param>
/// <param name="Holds">Stock that nobody has given back yet.</param>
/// <param name="PiecesPaid">Pieces in orders that are paid or pending, by the order service.</param>
public sealed record Books(
    long Stock, long Sold, long Pending, long Paid, long PaidCents, long Charges, long ChargedCents, long Holds, long PiecesPaid)
{
    public static async Task<Books> ReadAsync(ShopSystem shop) => new(
        await shop.QueryAsync<long>("catalog-db", """
            select ((select sum(available) from products)
                + coalesce((select sum(quantity) from reservation_items join reservations using (order_id) where not released), 0))::bigint
            """),
        await shop.QueryAsync<long>("catalog-db", """
            select coalesce(sum(quantity), 0)::bigint from reservation_items join reservations using (order_id) where not released
            """),
        await shop.QueryAsync<long>("order-db", "select count(*) from orders where status = 'pending'"),
        await shop.QueryAsync<long>("order-db", "select count(*) from orders where status = 'paid'"),
        await shop.QueryAsync<long>("order-db", "select coalesce(sum((state ->> 'totalCents')::bigint), 0)::bigint from orders where status = 'paid'"),
        await shop.QueryAsync<long>("payment-db", "select count(*) from charges where status = 'paid'"),
        await shop.QueryAsync<long>("payment-db", "select coalesce(sum(amount_cents), 0)::bigint from charges where status = 'paid'"),
        await shop.QueryAsync<long>("order-db", "select count(*) from stock_holds"),
        await shop.QueryAsync<long>("order-db", """
            select coalesce(sum((item ->> 'quantity')::bigint), 0)::bigint
            from orders cross join lateral jsonb_array_elements(state -> 'items') as item
            where status in ('paid', 'pending')
            """));

    /// <summary>Fails unless everything adds up and nothing is under way.</summary>
    public void AssertBalanced()
    {
        Assert.Equal((0, 0), (Pending, Holds));
        Assert.Equal((Paid, PaidCents), (Charges, ChargedCents));
        Assert.Equal(PiecesPaid, Sold);
    }
}
