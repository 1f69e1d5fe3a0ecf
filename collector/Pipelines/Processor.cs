using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Pipelines;

/// <summary>A step of a pipeline.</summary>
public abstract class Processor(IConsumer next) : IConsumer, IComponent
{
    public virtual bool MutatesData => false;

    protected IConsumer Next { get; } = next;

    public abstract ValueTask ConsumeAsync(Batch batch, CancellationToken cancellationToken);

    public virtual Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public virtual Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
