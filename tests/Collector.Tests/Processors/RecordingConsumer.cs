using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Tests.Processors;

/// <summary>Keeps what it is given; refuses instead while it is told to.</summary>
internal sealed class RecordingConsumer : IConsumer
{
    public List<Batch> Batches { get; } = [];

    public ConsumeException? Refusal { get; set; }

    public ValueTask ConsumeAsync(Batch batch, CancellationToken cancellationToken)
    {
        if (Refusal is not null)
        {
            batch.Dispose();
            throw Refusal;
        }

        Batches.Add(batch);
        return ValueTask.CompletedTask;
    }
}
