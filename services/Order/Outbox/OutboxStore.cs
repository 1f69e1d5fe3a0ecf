using Dapper;
using Npgsql;
using TracingReference.Messages.Tracing;

namespace TracingReference.Order.Outbox;

/// <summary>The outbox's table, as the relay sees it.</summary>
internal sealed class OutboxStore(NpgsqlDataSource database)
{
    /// <summary>How long a claimed message counts as published, if nobody says otherwise.</summary>
    private static readonly TimeSpan RepublishAfter = TimeSpan.FromSeconds(30);

    /// <summary>Claims messages that are due, oldest first; two relays never claim the same one.</summary>
    public async Task<IReadOnlyList<OutboxEntry>> ClaimAsync(int count, CancellationToken cancellationToken)
    {
        const string sql = """
            update outbox set attempts = attempts + 1, due_at = now() + @republishAfter
            where order_id in (
                select order_id from outbox where due_at <= now() order by due_at limit @count for update skip locked
            )
            returning order_id as OrderId, topic as Topic, payload as Payload, attempts as Attempts,
                traceparent as TraceParent, tracestate as TraceState, baggage as Baggage
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(
            sql, new { count, republishAfter = RepublishAfter }, cancellationToken: cancellationToken));
        return rows.Select(row => new OutboxEntry(
            row.OrderId, row.Topic, row.Payload, row.Attempts, new MessageContext(row.TraceParent, row.TraceState, row.Baggage))).ToArray();
    }

    /// <summary>Makes a message due again after <paramref name="delay"/>.</summary>
    public async Task PostponeAsync(string orderId, TimeSpan delay, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await connection.ExecuteAsync(new CommandDefinition(
            "update outbox set due_at = now() + @delay where order_id = @orderId", new { orderId, delay }, cancellationToken: cancellationToken));
    }

    private sealed record Row(
        string OrderId, string Topic, byte[] Payload, int Attempts, string? TraceParent, string? TraceState, string? Baggage);
}
