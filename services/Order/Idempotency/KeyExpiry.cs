using OpenTelemetry;

namespace TracingReference.Order.Idempotency;

/// <summary>Removes expired keys, every hour.</summary>
internal sealed partial class KeyExpiry(IdempotencyKeys keys, TimeProvider time, ILogger<KeyExpiry> logger) : BackgroundService
{
    private static readonly TimeSpan Period = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            do
            {
                using var untraced = SuppressInstrumentationScope.Begin();
                try
                {
                    await keys.ExpireAsync(stoppingToken);
                }
                catch (Exception exception) when (exception is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
                {
                    LogSkipped(exception); // whatever it was: thrown on, it would end the host
                }
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped; the next start goes on.
        }
    }

    [LoggerMessage(LogLevel.Warning, "Expired keys stay for another hour")]
    private partial void LogSkipped(Exception exception);
}
