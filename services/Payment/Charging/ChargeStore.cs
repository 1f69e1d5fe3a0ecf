using Dapper;
using Npgsql;
using TracingReference.Messages;

namespace TracingReference.Payment.Charging;

/// <summary>Keeps one charge an order.</summary>
internal sealed class ChargeStore(NpgsqlDataSource database)
{
    /// <summary>Opens the order's charge, or finds it.</summary>
    /// <returns>How it ended, if it has.</returns>
    public async Task<PaymentOutcome?> OpenAsync(string orderId, long amountCents, CancellationToken cancellationToken)
    {
        // The update changes nothing; without it a row that was there already would not be returned.
        const string sql = """
            insert into charges (order_id, amount_cents) values (@orderId, @amountCents)
            on conflict (order_id) do update set order_id = excluded.order_id
            returning status
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var status = await connection.QuerySingleAsync<string>(new CommandDefinition(
            sql, new { orderId, amountCents }, cancellationToken: cancellationToken));
        return status == "pending" ? null : Enum.Parse<PaymentOutcome>(status, ignoreCase: true);
    }

    /// <summary>Settles a charge; the first to settle it decides.</summary>
    /// <returns>How it ended.</returns>
    public async Task<PaymentOutcome> SettleAsync(
        string orderId, PaymentOutcome outcome, string? chargeId, CancellationToken cancellationToken)
    {
        const string sql = """
            with settled as (
                update charges set status = @status, charge_id = @chargeId, settled_at = now()
                where order_id = @orderId and status = 'pending'
                returning status
            )
            select status from settled
            union all
            select status from charges where order_id = @orderId and not exists (select from settled)
            """;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        var status = await connection.QuerySingleAsync<string>(new CommandDefinition(
            sql,
            new { orderId, status = outcome.ToString().ToLowerInvariant(), chargeId },
            cancellationToken: cancellationToken));
        return Enum.Parse<PaymentOutcome>(status, ignoreCase: true);
    }
}
