using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Exporters.Nop;

/// <summary>Takes every batch, and does nothing with it.</summary>
internal sealed class NopExporter : IExporter
{
    public ValueTask ConsumeAsync(Batch batch, CancellationToken cancellationToken)
    {
        batch.Dispose();
        return ValueTask.CompletedTask;
    }
}
