using Dapper;
using Npgsql;

namespace TracingReference.Catalog.Products;

/// <summary>Reads products.</summary>
internal sealed class ProductStore(NpgsqlDataSource database)
{
    private const string Columns = "product_id as Id, name as Name, price_cents as PriceCents, available as Available";

    public async Task<ProductPage> ListAsync(string query, int page, int pageSize, CancellationToken cancellationToken)
    {
        // One statement for page and total, so that both speak of one moment. strpos, not like: the query has no wildcards.
        const string sql = $"""
            select {Columns}, total
            from (select count(*) as total from products where strpos(lower(name), @query) > 0) as counted
            left join lateral (
                select * from products where strpos(lower(name), @query) > 0
                order by product_id limit @pageSize offset @offset
            ) as page on true
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            sql,
            new { query = query.ToLowerInvariant(), pageSize, offset = ((long)page - 1) * pageSize },
            cancellationToken: cancellationToken));
        var list = rows.AsList();
        var items = list.Where(row => row.Id is not null).Select(row => new Product(row.Id!, row.Name!, row.PriceCents, row.Available));
        return new ProductPage(items.ToArray(), page, pageSize, list[0].Total);
    }

    public async Task<Product?> FindAsync(string id, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        return await connection.QuerySingleOrDefaultAsync<Product>(new CommandDefinition(
            $"select {Columns} from products where product_id = @id", new { id }, cancellationToken: cancellationToken));
    }

    private sealed class Row
    {
        public string? Id { get; init; }

        public string? Name { get; init; }

        public long PriceCents { get; init; }

        public long Available { get; init; }

        public long Total { get; init; }
    }
}
