using System.Threading.Channels;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Exporters.Sending;

/// <summary>Puts requests of a queue together until there is enough of them, or the first has waited long enough.</summary>
internal sealed class QueueBatcher(
    QueueBatchSettings settings, int senders, ChannelReader<QueueEntry> queue, TimeProvider time,
    Func<QueueEntry, Batch?> load, Func<IReadOnlyList<QueueEntry>, IReadOnlyList<Batch>, Task> send)
{
    private readonly SemaphoreSlim _slots = new(senders, senders);
    private List<QueueEntry> _entries = [];
    private Batch? _batch;
    private long _size;

    public async Task RunAsync(CancellationToken stop)
    {
        try
        {
            while (await queue.WaitToReadAsync(stop).ConfigureAwait(false))
            {
                await FillAsync(stop).ConfigureAwait(false);
                await FlushAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The entries of a batch that is not full yet are stored, and stay so.
            _batch?.Dispose();
        }

        for (var slot = 0; slot < senders; slot++)
        {
            await _slots.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        }

        _slots.Dispose();
    }

    private async Task FillAsync(CancellationToken stop)
    {
        using var timer = new CancellationTokenSource(settings.FlushTimeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, stop);
        try
        {
            do
            {
                while (queue.TryRead(out var entry))
                {
                    Add(entry);
                    if (_size >= settings.MinSize)
                    {
                        return;
                    }
                }
            }
            while (await queue.WaitToReadAsync(either.Token).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // The first request has waited long enough.
        }
    }

    private void Add(QueueEntry entry)
    {
        if (load(entry) is not { } batch)
        {
            return;
        }

        _entries.Add(entry);
        _size += BatchSizes.Of(batch, settings.Sizer);
        if (_batch is null)
        {
            _batch = batch;
        }
        else
        {
            _batch.Absorb(batch);
        }
    }

    private async Task FlushAsync()
    {
        if (_batch is null)
        {
            return;
        }

        var (entries, batches) = (_entries, BatchSizes.Split(_batch, settings.MaxSize, settings.Sizer));
        (_entries, _batch, _size) = ([], null, 0);
        await _slots.WaitAsync(CancellationToken.None).ConfigureAwait(false);
        _ = SendThenFreeAsync(entries, batches);
    }

    private async Task SendThenFreeAsync(IReadOnlyList<QueueEntry> entries, IReadOnlyList<Batch> batches)
    {
        try
        {
            await send(entries, batches).ConfigureAwait(false);
        }
        finally
        {
            _slots.Release();
        }
    }
}
