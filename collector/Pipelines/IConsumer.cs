using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Pipelines;

/// <summary>Takes batches: a processor, an exporter, the input of a connector, or a fan-out before several of them.</summary>
public interface IConsumer
{
    /// <summary>Whether it changes batches it is given; where several share a batch, it gets a copy.</summary>
    bool MutatesData => false;

    /// <summary>Takes over the batch. When the task ends, the batch has been accepted: delivered, queued or dropped on purpose and counted.</summary>
    /// <exception cref="ConsumeException">It was not accepted, and the sender is to be told so.</exception>
    ValueTask ConsumeAsync(Batch batch, CancellationToken cancellationToken);
}
