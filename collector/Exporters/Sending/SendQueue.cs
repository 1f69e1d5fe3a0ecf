using System.Threading.Channels;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Exporters.Sending;

/// <summary>
/// Requests that wait to be sent, in order, in memory or stored. Its size counts what is being sent too, so it bounds all
/// that the exporter holds. Stopping sends what is in memory, until the exporter gives up; what is stored stays for the next
/// start.
/// </summary>
internal sealed partial class SendQueue
{
    private readonly QueueSettings _settings;
    private readonly ComponentContext _context;
    private readonly RequestSender _sender;
    private readonly ILogger _logger;
    private readonly QueueMetrics _metrics;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationToken _givingUp;
    private readonly Channel<QueueEntry> _entries = Channel.CreateUnbounded<QueueEntry>();
    private readonly Lock _lock = new();
    private StoredRequests? _stored;
    private TaskCompletionSource _room = NewSignal();
    private long _size;
    private Task _work = Task.CompletedTask;

    /// <param name="settings">How much it holds, and how it is sent.</param>
    /// <param name="context">The exporter's.</param>
    /// <param name="sender">Sends.</param>
    /// <param name="givingUp">From then on nothing is sent: what is in memory is dropped and counted.</param>
    public SendQueue(QueueSettings settings, ComponentContext context, RequestSender sender, CancellationToken givingUp)
    {
        (_settings, _context, _sender, _givingUp, _logger) = (settings, context, sender, givingUp, context.Logger);
        _metrics = new(context, settings.Capacity, () => Interlocked.Read(ref _size));
    }

    public void Start()
    {
        if (_settings.Storage.Length > 0)
        {
            _stored = new(_context.Extension<IStorage>(_settings.Storage).Open(_context.Id, _context.Signal), _context.Signal);
            foreach (var entry in _stored.Restore())
            {
                _size += entry.Size;
                _entries.Writer.TryWrite(entry);
            }
        }

        _work = _settings.Batch is { } batch
            ? new QueueBatcher(batch, _settings.Consumers, _entries.Reader, _context.Time, Load, SendAsync).RunAsync(StopReading)
            : Task.WhenAll(Enumerable.Range(0, _settings.Consumers).Select(_ => Task.Run(ConsumeAsync)));
    }

    /// <summary>Takes over the batch.</summary>
    /// <exception cref="ConsumeException">There is no room for it, or, where the sender waits for the result, it was not delivered.</exception>
    public async ValueTask OfferAsync(Batch batch, CancellationToken cancellationToken)
    {
        var size = BatchSizes.Of(batch, _settings.Sizer);
        while (!TryReserve(size, out var room))
        {
            if (!_settings.BlocksOnOverflow || size > _settings.Capacity || _stop.IsCancellationRequested)
            {
                throw Refuse(batch, "sending queue is full");
            }

            await WaitForRoomAsync(batch, room, cancellationToken).ConfigureAwait(false);
        }

        var entry = Enter(batch, size);
        if (!_entries.Writer.TryWrite(entry))
        {
            Release(size);
            throw Refuse(batch, "the exporter has stopped");
        }

        if (entry.Result is { } result)
        {
            await result.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Sends what is in memory; with the limit that the exporter was told, what is left is dropped and counted.</summary>
    public async Task StopAsync()
    {
        _entries.Writer.TryComplete();
        await _stop.CancelAsync().ConfigureAwait(false);
        await _work.ConfigureAwait(false);
    }

    /// <summary>Stored requests wait for the next start; those in memory have no other chance.</summary>
    private CancellationToken StopReading => _stored is null ? CancellationToken.None : _stop.Token;

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private bool TryReserve(long size, out Task room)
    {
        lock (_lock)
        {
            room = _room.Task;
            if (_size + size > _settings.Capacity)
            {
                return false;
            }

            _size += size;
            return true;
        }
    }

    private void Release(long size)
    {
        lock (_lock)
        {
            _size -= size;
            _room.TrySetResult();
            _room = NewSignal();
        }
    }

    private async ValueTask WaitForRoomAsync(Batch batch, Task room, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, cancellationToken);
        try
        {
            await room.WaitAsync(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            throw Refuse(batch, "sending queue is full, and the request was given up while it waited for room");
        }
    }

    private QueueEntry Enter(Batch batch, long size)
    {
        if (_stored is null)
        {
            return new(size, batch, null, _settings.WaitsForResult ? NewSignal() : null);
        }

        try
        {
            var entry = _stored.Store(batch, size);
            batch.Dispose();
            return entry;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            Release(size);
            throw Refuse(batch, $"the sending queue cannot store the request: {error.Message}");
        }
    }

    private ConsumeException Refuse(Batch batch, string message)
    {
        _metrics.EnqueueFailed.Add(batch.ItemCount);
        batch.Dispose();
        return new(message);
    }

    private async Task ConsumeAsync()
    {
        try
        {
            await foreach (var entry in _entries.Reader.ReadAllAsync(StopReading).ConfigureAwait(false))
            {
                if (Load(entry) is { } batch)
                {
                    await SendAsync([entry], [batch]).ConfigureAwait(false);
                }

                if (StopReading.IsCancellationRequested)
                {
                    return;
                }
            }
        }
        catch (OperationCanceledException) when (StopReading.IsCancellationRequested)
        {
            // What is stored stays there.
        }
    }

    private Batch? Load(QueueEntry entry)
    {
        if (entry.Batch is { } batch)
        {
            return batch;
        }

        try
        {
            return _stored!.Load(entry.Key!);
        }
        catch (Exception error)
        {
            LogUnreadable(_logger, entry.Key!, error.Message);
            _metrics.Unreadable.Add(1);
            Done(entry, null);
            return null;
        }
    }

    // Never fails: whatever goes wrong costs one batch, and leaves its consumer to the next.
    private async Task SendAsync(IReadOnlyList<QueueEntry> entries, IReadOnlyList<Batch> batches)
    {
        SendException? failure = null;
        foreach (var batch in batches)
        {
            var count = batch.ItemCount;
            _metrics.Sending(batch, count);
            try
            {
                if (_givingUp.IsCancellationRequested)
                {
                    throw new SendException("the exporter stopped before it was sent") { IsInterrupted = true };
                }

                await _sender.SendAsync(batch, _givingUp).ConfigureAwait(false);
            }
            catch (SendException error)
            {
                failure = Fail(error, count);
            }
            finally
            {
                batch.Dispose();
            }
        }

        foreach (var entry in entries)
        {
            Done(entry, failure);
        }
    }

    private SendException Fail(SendException error, int count)
    {
        if (!error.IsInterrupted || _stored is null)
        {
            LogDropped(_logger, count, error.Message);
        }

        if (error.IsInterrupted && _stored is null)
        {
            _sender.CountFailure(error, count);
        }

        return error;
    }

    private void Done(QueueEntry entry, SendException? failure)
    {
        if (entry.Key is { } key && failure?.IsInterrupted != true)
        {
            Remove(key);
        }

        Release(entry.Size);
        if (failure is null)
        {
            entry.Result?.TrySetResult();
        }
        else
        {
            entry.Result?.TrySetException(failure.ToConsumeException());
        }
    }

    private void Remove(string key)
    {
        try
        {
            _stored!.Remove(key);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            LogNotRemoved(_logger, key, error.Message);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The stored request {Key} has been dealt with, but cannot be removed; the next start sends it again: {Error}")]
    private static partial void LogNotRemoved(ILogger logger, string key, string error);

    [LoggerMessage(LogLevel.Error, "Exporting failed; {Count} items are dropped: {Error}")]
    private static partial void LogDropped(ILogger logger, int count, string error);

    [LoggerMessage(LogLevel.Error, "The stored request {Key} cannot be read and is left out: {Error}")]
    private static partial void LogUnreadable(ILogger logger, string key, string error);
}
