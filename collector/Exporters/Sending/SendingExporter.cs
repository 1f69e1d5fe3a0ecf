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

    public SendingExporter(ISender sender, SendingSettings settings, ComponentContext context)
    {
        _sender = sender;
        _requests = new(sender, settings, context, _stopping.Token);
        _queue = settings.Queue.IsEnabled ? new(settings.Queue, context, _requests) : null;
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await _sender.StartAsync(cancellationToken).ConfigureAwait(false);
        _queue?.Start();
    }

    public ValueTask ConsumeAsync(Batch batch, CancellationToken cancellationToken) =>
        _queue?.OfferAsync(batch, cancellationToken) ?? SendAsync(batch, cancellationToken);

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        // Retries first, so that what waits for one does not hold up the queue.
        await _stopping.CancelAsync().ConfigureAwait(false);
        if (_queue is not null)
        {
            await _queue.StopAsync().ConfigureAwait(false);
        }

        await _sender.StopAsync(cancellationToken).ConfigureAwait(false);
        _stopping.Dispose();
    }

    private async ValueTask SendAsync(Batch batch, CancellationToken cancellationToken)
    {
        using (batch)
        {
            try
            {
                await _requests.SendAsync(batch, cancellationToken).ConfigureAwait(false);
            }
            catch (SendException error)
            {
                throw error.ToConsumeException();
            }
        }
    }
}
