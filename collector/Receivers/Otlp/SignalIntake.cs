using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;
using TracingReference.Collector.Telemetry;

namespace TracingReference.Collector.Receivers.Otlp;

/// <summary>What both protocols do with a request of one signal once they have its bytes: check, read, hand on, count.</summary>
internal sealed class SignalIntake(Signal signal, IConsumer consumer, ComponentContext context, string transport)
{
    private readonly OwnCounter _accepted = Counter(context, "accepted", signal, transport);
    private readonly OwnCounter _refused = Counter(context, "refused", signal, transport);
    private readonly OwnCounter _failed = Counter(context, "failed", signal, transport);

    public Signal Signal => signal;

    /// <summary>Takes over a request that has been checked.</summary>
    /// <exception cref="ConsumeException">It was not accepted.</exception>
    /// <exception cref="OperationCanceledException">The client has left before it was.</exception>
    public async ValueTask ConsumeAsync(Payload payload, ClientMetadata metadata, CancellationToken cancellationToken)
    {
        var batch = Batch.Read(signal, payload, metadata);
        var count = batch.ItemCount;
        if (count == 0)
        {
            batch.Dispose();
            return;
        }

        try
        {
            await consumer.ConsumeAsync(batch, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception error)
        {
            // A client that leaves while it waits has been told nothing, and sends again: that is no more than a refusal.
            (error is ConsumeException { IsPermanent: false } or OperationCanceledException ? _refused : _failed).Add(count);
            throw;
        }

        _accepted.Add(count);
    }

    private static OwnCounter Counter(ComponentContext context, string what, Signal signal, string transport) => context.Metrics.Counter(
        $"receiver_{what}_{OwnNames.Items(signal)}", MetricsLevel.Basic, ("receiver", context.Id.ToString()), ("transport", transport));
}
