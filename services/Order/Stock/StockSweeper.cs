using System.Diagnostics;
using Npgsql;
using OpenTelemetry;
using Polly.Timeout;

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
                await ReleaseAsync(orderId, cancellationToken);
            }
        }
        catch (Exception exception) when (IsAway(exception))
        {
            LogInterrupted(exception.Message);
        }
        catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            LogNotSwept(exception); // thrown on, it would end the host
        }
    }

    private async Task ReleaseAsync(string orderId, CancellationToken cancellationToken)
    {
        try
        {
            await stock.ReleaseAsync(orderId, cancellationToken);
            LogReleased(orderId);
        }
        catch (Exception exception) when (!IsAway(exception) && exception is not OperationCanceledException)
        {
            LogNotReleased(exception, orderId); // of this order alone: those behind it must not wait for it
        }
    }

    // Where the database or the catalog is away the other orders would fail as well.
    private static bool IsAway(Exception exception) => exception is NpgsqlException or HttpRequestException or TimeoutRejectedException;

    [LoggerMessage(LogLevel.Error, "The stock of order {OrderId} could not be released; the next sweep tries again")]
    private partial void LogNotReleased(Exception exception, string orderId);

    [LoggerMessage(LogLevel.Error, "Stock could not be swept")]
    private partial void LogNotSwept(Exception exception);

    [LoggerMessage(LogLevel.Information, "Released the stock of order {OrderId}")]
    private partial void LogReleased(string orderId);

    [LoggerMessage(LogLevel.Warning, "Releasing stock was interrupted and is repeated: {Reason}")]
    private partial void LogInterrupted(string reason);
}
