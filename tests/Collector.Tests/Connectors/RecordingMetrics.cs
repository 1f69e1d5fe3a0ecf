using System.Text.Json.Nodes;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;
using TracingReference.Collector.Tests.Exporters;

namespace TracingReference.Collector.Tests.Connectors;

/// <summary>Keeps the metrics that a connector gives.</summary>
internal sealed class RecordingMetrics : IConsumer
{
    public List<JsonNode> Requests { get; } = [];

    public ValueTask ConsumeAsync(Batch batch, CancellationToken cancellationToken)
    {
        Requests.Add(TestContext.Json(batch));
        batch.Dispose();
        return ValueTask.CompletedTask;
    }
}
