using Dapper;
using Npgsql;

namespace TracingReference.Catalog.Reservations;

/// <summary>Takes stock for an order and gives it back, each at most once.</summary>
internal sealed class ReservationStore(NpgsqlDataSource database)
{
    /// <summary>Reserves all items or none. An order that has its reservation gets the same one again.</summary>
    public async Task<ReserveResult> ReserveAsync(string orderId, IReadOnlyList<ItemRequest> items, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);

        // Two attempts at the same order meet on this row: the second waits for the first and then finds it.
        var isNew = await ExecuteAsync(
            "insert into reservations (order_id) values (@orderId) on conflict do nothing", new { orderId }) == 1;
        if (!isNew)
        {
            return await FindAsync();
        }

        // Products are locked in the order of their ids, so that two orders never wait for each other.
        const string reserve = """
            with asked as (
                select product_id, quantity from unnest(@ids, @quantities) as asked(product_id, quantity)
            ), stock as (
                select product_id, price_cents, available from products
                where product_id = any(@ids) order by product_id for update
            ), taken as (
                update products set available = products.available - asked.quantity
                from asked join stock using (product_id)
                where products.product_id = asked.product_id and stock.available >= asked.quantity
                returning products.product_id, asked.quantity, products.price_cents
            ), kept as (
                insert into reservation_items (order_id, product_id, quantity, price_cents)
                select @orderId, product_id, quantity, price_cents from taken
            )
            select asked.product_id as ProductId, stock.price_cents as PriceCents, taken.quantity is not null as Taken
            from asked left join stock using (product_id) left join taken using (product_id)
            """;
        var rows = await connection.QueryAsync<StockRow>(Command(reserve, new
        {
            orderId,
            ids = items.Select(item => item.ProductId!).ToArray(),
            quantities = items.Select(item => (long)item.Quantity).ToArray(),
        }));
        var found = rows.ToDictionary(row => row.ProductId);

        // Without a commit nothing was taken.
        if (items.FirstOrDefault(item => found[item.ProductId!].PriceCents is null) is { } unknown)
        {
            return new ReserveResult.UnknownProduct(unknown.ProductId!);
        }

        if (items.FirstOrDefault(item => !found[item.ProductId!].Taken) is { } missing)
        {
            return new ReserveResult.OutOfStock(missing.ProductId!);
        }

        await transaction.CommitAsync(cancellationToken);
        return new ReserveResult.Reserved(new Reservation(
            orderId,
            items.Select(item => new ReservedItem(item.ProductId!, item.Quantity, found[item.ProductId!].PriceCents!.Value)).ToArray()));

        async Task<ReserveResult> FindAsync()
        {
            var released = await connection.QuerySingleAsync<bool>(Command(
                "select released from reservations where order_id = @orderId", new { orderId }));
            if (released)
            {
                return new ReserveResult.AlreadyReleased();
            }

            var reserved = await connection.QueryAsync<(string ProductId, long Quantity, long PriceCents)>(Command(
                "select product_id, quantity, price_cents from reservation_items where order_id = @orderId", new { orderId }));
            return new ReserveResult.Reserved(new Reservation(
                orderId, reserved.Select(item => new ReservedItem(item.ProductId, (int)item.Quantity, item.PriceCents)).ToArray()));
        }

        CommandDefinition Command(string sql, object parameters) => new(sql, parameters, transaction, cancellationToken: cancellationToken);

        Task<int> ExecuteAsync(string sql, object parameters) => connection.ExecuteAsync(Command(sql, parameters));
    }

    /// <summary>Gives an order's items back. Also leaves a mark for an order that never reserved, so that it cannot any more.</summary>
    public async Task ReleaseAsync(string orderId, CancellationToken cancellationToken)
    {
        const string release = """
            with released as (
                insert into reservations (order_id, released) values (@orderId, true)
                on conflict (order_id) do update set released = true where not reservations.released
                returning order_id
            ), returned as (
                select product_id, quantity from reservation_items
                where order_id in (select order_id from released)
            ), locked as (
                select product_id from products where product_id in (select product_id from returned)
                order by product_id for update
            )
            update products set available = products.available + returned.quantity
            from returned join locked using (product_id)
            where products.product_id = returned.product_id
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(release, new { orderId }, cancellationToken: cancellationToken));
    }

    private sealed record StockRow(string ProductId, long? PriceCents, bool Taken);
}
