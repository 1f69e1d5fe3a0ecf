using Npgsql;
using OpenTelemetry;
using TracingReference.Defaults.Faults;
using TracingReference.Defaults.Telemetry;
using TracingReference.Messages.Producing;

namespace TracingReference.Order.Outbox;

/// <summary>
/// Publishes what is due, as soon as it is written and again after a failure. A message that was published falls due
/// again after 30 s unless its order has been settled by then: so a broker that lost it loses no order.
/// </summary>
internal sealed partial class OutboxRelay(
    OutboxStore outbox,
    OutboxSignal signal,
    MessagePublisher publisher,
    FaultSwitch faults,
    TimeProvider time,
    ILogger<OutboxRelay> logger) : BackgroundService
{
    private const int MaxConcurrency = 64;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxBackoff = TimeSpan.FromSeconds(2);
    private readonly SemaphoreSlim slots = new(MaxConcurrency);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await slots.WaitAsync(stoppingToken);
                var free = 1 + TakeFreeSlots();
                var due = await ClaimAsync(free, stoppingToken);
                if (due.Count < free)
                {
                    slots.Release(free - due.Count);
                }

                foreach (var entry in due)
                {
                    _ = PublishAsync(entry, stoppingToken);
                }

                if (due.Count < free)
                {
                    await signal.WaitAsync(Idle, time, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task<IReadOnlyList<OutboxEntry>> ClaimAsync(int count, CancellationToken cancellationToken)
    {
        using var untraced = SuppressInstrumentationScope.Begin(); // a poll is nobody's request
        try
        {
            return await outbox.ClaimAsync(count, cancellationToken);
        }
        catch (NpgsqlException exception)
        {
            LogDatabaseAway(exception.Message);
            return [];
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            LogNotClaimed(exception); // whatever it was: thrown on, it would end the host, and every order would wait
            return [];
        }
    }

    private async Task PublishAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        await Task.Yield();
        try
        {
            await publisher.PublishAsync(
                entry.Topic, entry.OrderId, entry.Payload, entry.Context, fails: entry.Attempts <= AskedFailures(entry), cancellationToken);
        }
        catch (PublishException)
        {
            await PostponeAsync(entry, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // It falls due again after the restart.
        }
        catch (Exception exception)
        {
            LogUnexpected(exception, entry.OrderId); // it falls due by itself
        }
        finally
        {
            slots.Release();
        }
    }

    private async Task PostponeAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        using var untraced = SuppressInstrumentationScope.Begin();
        var exponential = TimeSpan.FromMilliseconds(50 * Math.Pow(2, Math.Min(entry.Attempts, 10)));
        var backoff = (exponential < MaxBackoff ? exponential : MaxBackoff) * (0.75 + (0.5 * Random.Shared.NextDouble()));
        try
        {
            await outbox.PostponeAsync(entry.OrderId, backoff, cancellationToken);
            await Task.Delay(backoff, time, cancellationToken);
            signal.Set();
        }
        catch (Exception exception) when (exception is NpgsqlException or OperationCanceledException)
        {
            LogDatabaseAway(exception.Message); // it falls due by itself
        }
        catch (Exception exception)
        {
            LogUnexpected(exception, entry.OrderId);
        }
    }

    private int AskedFailures(OutboxEntry entry)
    {
        var asked = faults.Enabled ? entry.Context.BaggageItems().FirstOrDefault(item => item.Key == BaggageKeys.Fault).Value : null;
        return asked is not null && FaultPlan.TryParse(asked, out var plan, out _) ? plan.PublishFailures : 0;
    }

    private int TakeFreeSlots()
    {
        var taken = 0;
        while (slots.Wait(0))
        {
            taken++;
        }

        return taken;
    }

    [LoggerMessage(LogLevel.Error, "Order {OrderId} could not be published")]
    private partial void LogUnexpected(Exception exception, string orderId);

    [LoggerMessage(LogLevel.Error, "What is due could not be claimed")]
    private partial void LogNotClaimed(Exception exception);

    [LoggerMessage(LogLevel.Warning, "The outbox waits for the database: {Reason}")]
    private partial void LogDatabaseAway(string reason);
}
