using System.Runtime.ExceptionServices;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Pipelines;

/// <summary>
/// Gives one batch to several consumers, in order. Those that change batches get a copy each, made before anybody changes
/// anything; the last consumer that only reads gets the batch itself. One that fails, or gives up because its sender has left,
/// does not keep it from the others: each is asked, and the first failure is told.
/// </summary>
internal sealed class FanOut : IConsumer
{
    private readonly IConsumer[] _consumers;

    private FanOut(IEnumerable<IConsumer> consumers)
    {
        // Whoever changes batches goes first: what is left for the others is the original.
        _consumers = [.. consumers.OrderByDescending(consumer => consumer.MutatesData)];
    }

    /// <summary>The last consumer gets the batch itself; it changes batches only if all of them do.</summary>
    public bool MutatesData => Array.TrueForAll(_consumers, static consumer => consumer.MutatesData);

    public static IConsumer To(IReadOnlyList<IConsumer> consumers) => consumers is [var only] ? only : new FanOut(consumers);

    public async ValueTask ConsumeAsync(Batch batch, CancellationToken cancellationToken)
    {
        Exception? failure = null;
        for (var index = 0; index < _consumers.Length; index++)
        {
            var consumer = _consumers[index];
            var isLast = index == _consumers.Length - 1;
            var own = isLast ? batch : consumer.MutatesData ? batch.Clone() : batch.Share();
            try
            {
                await consumer.ConsumeAsync(own, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error)
            {
                failure ??= error;
            }
        }

        if (failure is not null)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }
}
