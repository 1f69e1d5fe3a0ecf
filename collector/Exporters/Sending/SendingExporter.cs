using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Exporters.Sending;

/// <summary>What every exporter that sends has around its sender, as upstream's exporterhelper: a queue, retries, timeouts, counters.</summary>
internal sealed class SendingExporter : IExporter
{
    private readonly ISender _sender;
    private readonly RequestSender _requests;
    private readonly SendQueue? _queue;
    private readonly CancellationTokenSource _stopping = new();
    private readonly CancellationTokenSource _givingUp = new();
    private CancellationTokenRegistration _limit;

    public SendingExporter(ISender sender, SendingSettings settings, ComponentContext context)
    {
        _sender = sender;
        _requests = new(sender, settings, context, _stopping.Token);
        _queue = settings.Queue.IsEnabled ? new(settings.Queue, context, _requests, _givingUp.Token) : null;
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _sender.StartAsync(cancellationToken).ConfigureAwait(false);
        _queue?.Start();
    }

    public ValueTask ConsumeAsync(Batch batch, CancellationToken cancellationToken) =>
        _queue?.OfferAsync(batch, cancellationToken) ?? SendAsync(batch, cancellationToken);

    // Retries first, as upstream, so that what waits for one does not hold up the queue, nor those who send without one.
    public void BeginStop(CancellationToken limit)
    {
        if (!_stopping.IsCancellationRequested)
        {
            _stopping.Cancel();
            _limit = limit.Register(_givingUp.Cancel);
        }
    }

    public async Task StopAsync(CancellationToken limit)
    {
        BeginStop(limit);
        if (_queue is not null)
        {
            await _queue.StopAsync().ConfigureAwait(false);
        }

        await _sender.StopAsync(limit).ConfigureAwait(false);
        await _limit.DisposeAsync().ConfigureAwait(false);
    }

    private async ValueTask SendAsync(Batch batch, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _givingUp.Token);
        using (batch)
        {
            try
            {
                await _requests.SendAsync(batch, either.Token).ConfigureAwait(false);
            }
            catch (SendException error)
            {
                if (error.IsInterrupted)
                {
                    _requests.CountFailure(error, batch.ItemCount);
                }

                throw error.ToConsumeException();
            }
        }
    }
}
