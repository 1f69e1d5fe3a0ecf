using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Processors.Batching;

/// <summary>The items that wait together.</summary>
internal sealed partial class BatchShard
{
    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly PendingItems _pending;
    private readonly BatchSettings _settings;
    private readonly IConsumer _next;
    private readonly BatchMetrics _metrics;
    private readonly ILogger _logger;
    private readonly ITimer? _timer;

    public BatchShard(BatchSettings settings, ClientMetadata metadata, IConsumer next, ComponentContext context, BatchMetrics metrics)
    {
        (_settings, _next, _metrics, _logger) = (settings, next, metrics, context.Logger);
        _pending = new(context.Signal, metadata);
        if (settings.Timeout > TimeSpan.Zero && settings.SendSize > 0)
        {
            _timer = context.Time.CreateTimer(static shard => _ = ((BatchShard)shard!).FlushLateAsync(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    public async ValueTask AddAsync(Batch batch, CancellationToken cancellationToken)
    {
        var count = batch.ItemCount;
        if (count == 0)
        {
            batch.Dispose();
            return;
        }

        try
        {
            await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            batch.Dispose();
            throw;
        }

        try
        {
            var isFirst = _pending.Count == 0;
            _pending.Add(batch, count);
            var isSent = await SendAsync(_timer is null ? 1 : _settings.SendSize, byTimeout: false).ConfigureAwait(false);
            if (isFirst || isSent)
            {
                _timer?.Change(_pending.Count > 0 ? _settings.Timeout : Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <summary>Sends what still waits.</summary>
    public async Task StopAsync()
    {
        if (_timer is not null)
        {
            await _timer.DisposeAsync().ConfigureAwait(false);
        }

        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            await SendAsync(1, byTimeout: true).ConfigureAwait(false);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task FlushLateAsync()
    {
        await _gate.WaitAsync().ConfigureAwait(false);
        try
        {
            await SendAsync(1, byTimeout: true).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            // Nobody waits for a timer: what is no refusal but a fault would go unseen.
            LogFault(_logger, error);
        }
        finally
        {
            _gate.Release();
        }
    }

    // Sends as long as there are that many. What is sent belongs to many senders, so no single one's patience ends it, and none
    // is told when it fails: as upstream, that is for the exporter's queue and retries, and its counters.
    private async ValueTask<bool> SendAsync(int atLeast, bool byTimeout)
    {
        var isSent = false;
        while (_pending.Count >= atLeast)
        {
            isSent = true;
            var batch = _pending.Take(_settings.MaxSize, out var count);
            var bytes = _metrics.BytesOf(batch);
            try
            {
                await _next.ConsumeAsync(batch, CancellationToken.None).ConfigureAwait(false);
                _metrics.Sent(count, bytes, byTimeout);
            }
            catch (ConsumeException error)
            {
                LogLost(_logger, count, error.Message);
            }
        }

        return isSent;
    }

    [LoggerMessage(LogLevel.Warning, "a batch of {Count} items was not accepted: {Reason}")]
    private static partial void LogLost(ILogger logger, int count, string reason);

    [LoggerMessage(LogLevel.Error, "sending a batch has failed")]
    private static partial void LogFault(ILogger logger, Exception error);
}
