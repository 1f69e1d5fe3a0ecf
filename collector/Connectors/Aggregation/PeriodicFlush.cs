using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Connectors.Aggregation;

/// <summary>Sends a connector's metrics on again and again, and once more when it stops.</summary>
internal sealed partial class PeriodicFlush(TimeSpan interval, Func<Batch?> collect, IConsumer next, ComponentContext context)
{
    private static readonly TimeSpan SendLimit = TimeSpan.FromSeconds(30);
    private readonly ILogger _logger = context.Logger;
    private readonly CancellationTokenSource _stop = new();
    private Task _work = Task.CompletedTask;

    public void Start() => _work = interval > TimeSpan.Zero ? RunAsync() : Task.CompletedTask;

    public async Task StopAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        await _work.ConfigureAwait(false);
        await FlushAsync().ConfigureAwait(false);
        _stop.Dispose();
    }

    /// <summary>Sends what there is. Metrics that are not accepted are lost, and logged: cumulative ones come again with the next flush.</summary>
    public async Task FlushAsync()
    {
        if (collect() is not { } batch)
        {
            return;
        }

        using var limit = new CancellationTokenSource(SendLimit, context.Time);
        try
        {
            await next.ConsumeAsync(batch, limit.Token).ConfigureAwait(false);
        }
        catch (Exception error) when (error is ConsumeException or OperationCanceledException)
        {
            LogFailed(_logger, error.Message);
        }
    }

    private async Task RunAsync()
    {
        using var timer = new PeriodicTimer(interval, context.Time);
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token).ConfigureAwait(false))
            {
                await FlushAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException)
        {
            // It is stopping.
        }
    }

    [LoggerMessage(LogLevel.Error, "The metrics were not accepted: {Error}")]
    private static partial void LogFailed(ILogger logger, string error);
}
