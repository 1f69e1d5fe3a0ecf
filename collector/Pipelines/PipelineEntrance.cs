using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Pipelines;

/// <summary>The beginning of a pipeline, which says for all of its processors whether they change batches.</summary>
internal sealed class PipelineEntrance(IConsumer first, bool mutatesData) : IConsumer
{
    public bool MutatesData { get; } = mutatesData;

    public ValueTask ConsumeAsync(Batch batch, CancellationToken cancellationToken) => first.ConsumeAsync(batch, cancellationToken);
}
