using System.Security.Cryptography;
using System.Text.Json;
using OpenTelemetry;
using TracingReference.Order.Data;

namespace TracingReference.Order.Idempotency;

/// <summary>
/// Makes a request with an <c>Idempotency-Key</c> happen once (per customer, for 24 h). The key's row fixes the
/// order's id before anything is done, so a request that is tried again after a crash continues the same order.
/// </summary>
internal sealed class IdempotencyKeys(OrderDatabase database, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(10);

    // The first request may be in another process, so there is no event to await.
    private static readonly TimeSpan PollPeriod = TimeSpan.FromMilliseconds(100);

    /// <summary>Claims a key, or finds what the first request was answered; waits while that is in flight.</summary>
    /// <param name="customerId">Whose key.</param>
    /// <param name="key">The key.</param>
    /// <param name="fingerprint">Of the body.</param>
    /// <param name="orderId">The id of a new order.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    public async Task<KeyClaim> ClaimAsync(
        string customerId, string key, byte[] fingerprint, string orderId, CancellationToken cancellationToken)
    {
        var claim = await TryClaimAsync(customerId, key, fingerprint, orderId, cancellationToken);
        if (claim is not KeyClaim.InFlight)
        {
            return claim;
        }

        using var untraced = SuppressInstrumentationScope.Begin();
        var started = time.GetTimestamp();
        using var timer = new PeriodicTimer(PollPeriod, time);
        while (claim is KeyClaim.InFlight && time.GetElapsedTime(started) < MaxWait)
        {
            await timer.WaitForNextTickAsync(cancellationToken);
            claim = await TryClaimAsync(customerId, key, fingerprint, orderId, cancellationToken);
        }

        return claim;
    }

    /// <summary>Keeps the answer for whoever asks again.</summary>
    public Task AnswerAsync(string customerId, string key, KeptAnswer answer, CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            "update idempotency_keys set answer = @answer::jsonb where customer_id = @customerId and key = @key",
            new { customerId, key, answer = JsonSerializer.Serialize(answer, KeptAnswerJson.Default.KeptAnswer) },
            cancellationToken);

    /// <summary>Lets the request be tried again: it failed for reasons of ours.</summary>
    /// <param name="customerId">Whose key.</param>
    /// <param name="key">The key.</param>
    /// <param name="newOrderId">Set where the old id is spent, since its stock was given back.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task ReleaseAsync(string customerId, string key, string? newOrderId, CancellationToken cancellationToken) =>
        database.ExecuteAsync(
            """
            update idempotency_keys set leased_till = now(), order_id = coalesce(@newOrderId, order_id)
            where customer_id = @customerId and key = @key and answer is null
            """,
            new { customerId, key, newOrderId },
            cancellationToken);

    /// <summary>Forgets keys that are older than a day.</summary>
    public Task ExpireAsync(CancellationToken cancellationToken) =>
        database.ExecuteAsync("delete from idempotency_keys where created_at < now() - @lifetime", new { lifetime = Lifetime }, cancellationToken);

    private async Task<KeyClaim> TryClaimAsync(
        string customerId, string key, byte[] fingerprint, string orderId, CancellationToken cancellationToken)
    {
        // A key that has expired is claimed anew; one whose request died is taken over with its order's id.
        const string sql = """
            with claimed as (
                insert into idempotency_keys as mine (customer_id, key, fingerprint, order_id, leased_till)
                values (@customerId, @key, @fingerprint, @orderId, now() + @lease)
                on conflict (customer_id, key) do update set
                    fingerprint = excluded.fingerprint,
                    order_id = case when mine.created_at < now() - @lifetime then excluded.order_id else mine.order_id end,
                    answer = null,
                    leased_till = excluded.leased_till,
                    created_at = case when mine.created_at < now() - @lifetime then now() else mine.created_at end
                where mine.created_at < now() - @lifetime
                    or (mine.answer is null and mine.leased_till < now() and mine.fingerprint = excluded.fingerprint)
                returning order_id
            )
            select order_id as OrderId, true as Mine, null::bytea as Fingerprint, null::text as Answer from claimed
            union all
            select order_id, false, fingerprint, answer::text from idempotency_keys
            where customer_id = @customerId and key = @key and not exists (select from claimed)
            """;
        var rows = await database.QueryAsync<Row>(
            sql, new { customerId, key, fingerprint, orderId, lease = Lease, lifetime = Lifetime }, cancellationToken);

        // No row: another request inserted it after this statement began, and is in flight.
        return rows switch
        {
            [] => new KeyClaim.InFlight(),
            [{ Mine: true } row, ..] => new KeyClaim.Mine(row.OrderId),
            [var row, ..] when !CryptographicOperations.FixedTimeEquals(row.Fingerprint, fingerprint) => new KeyClaim.OtherBody(),
            [{ Answer: { } answer }, ..] => new KeyClaim.Answered(JsonSerializer.Deserialize(answer, KeptAnswerJson.Default.KeptAnswer)!),
            _ => new KeyClaim.InFlight(),
        };
    }

    private sealed record Row(string OrderId, bool Mine, byte[]? Fingerprint, string? Answer);
}
