using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Connectors.Forward;

/// <summary>Hands every batch on.</summary>
internal sealed class ForwardConnector(IConsumer next) : IExporter
{
    public bool MutatesData => next.MutatesData;

    public ValueTask ConsumeAsync(Batch batch, CancellationToken cancellationToken) => next.ConsumeAsync(batch, cancellationToken);
}
