using TracingReference.Order.Data;

namespace TracingReference.Order.Stock;

/// <summary>The record of stock that may be held for an order that does not exist (yet).</summary>
internal sealed class StockHolds(OrderDatabase database)
{
    /// <summary>How long a request may take from reserving its stock to being an order.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Notes that an order is about to reserve stock.</summary>
    public Task OpenAsync(string orderId, CancellationToken cancellationToken) =>
        database.ExecuteAsync("insert into stock_holds (order_id) values (@orderId) on conflict do nothing", new { orderId }, cancellationToken);

    /// <summary>Notes that an order will not come, and its stock must go back.</summary>
    public Task AbandonAsync(string orderId, CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            """
            update stock_holds set releasing = true
            where order_id = @orderId and not exists (select from orders where orders.order_id = stock_holds.order_id)
            """,
            new { orderId },
            cancellationToken);

    /// <summary>Forgets a hold: its stock is back, or was never taken.</summary>
    public Task CloseAsync(string orderId, CancellationToken cancellationToken) =>
        database.ExecuteAsync("delete from stock_holds where order_id = @orderId", new { orderId }, cancellationToken);

    /// <summary>Gives up holds that were never followed by an order, and lists what must be released.</summary>
    public Task<IReadOnlyList<string>> SweepAsync(int limit, CancellationToken cancellationToken) =>
        database.QueryAsync<string>(
            """
            -- A request that was tried again while the first one finished may have left a hold beside its order.
            delete from stock_holds using orders where stock_holds.order_id = orders.order_id and not releasing;
            with due as (
                select order_id from stock_holds
                where releasing or since < now() - @patience
                order by since limit @limit for update skip locked
            )
            update stock_holds set releasing = true where order_id in (select order_id from due) returning order_id
            """,
            new { patience = Patience, limit },
            cancellationToken);
}
