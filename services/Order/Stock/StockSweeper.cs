using System.Diagnostics;
using OpenTelemetry;

namespace TracingReference.Order.Stock;

/// <summary>Gives back stock whose order never came, or whose release was interrupted.</summary>
internal sealed partial class StockSweeper(StockHolds holds, StockKeeper stock, TimeProvider time, ILogger<StockSweeper> logger) : BackgroundService
{
    private const int BatchSize = 100;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Period, time);
        try
        {
            do
            {
                await SweepAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped; the next start goes on.
        }
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        using var untraced = SuppressInstrumentationScope.Begin();

        // A call without a context would begin a trace of its own in the catalog.
        using var unsampled = new Activity("sweep stock").Start();
        try
        {
            foreach (var orderId in await holds.SweepAsync(BatchSize, cancellationToken))
            {
                await stock.ReleaseAsync(orderId, cancellationToken);
                LogReleased(orderId);
            }
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            LogInterrupted(exception.Message); // whatever it was: thrown on, it would end the host
        }
    }

    [LoggerMessage(LogLevel.Information, "Released the stock of order {OrderId}")]
    private partial void LogReleased(string orderId);

    [LoggerMessage(LogLevel.Warning, "Releasing stock was interrupted and is repeated: {Reason}")]
    private partial void LogInterrupted(string reason);
}
