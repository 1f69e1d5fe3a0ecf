using System.Text.Json.Nodes;
using System.Threading.Channels;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;
using TracingReference.Collector.Tests.Exporters;

namespace TracingReference.Collector.Tests.Connectors;

/// <summary>Keeps the metrics that a connector gives.</summary>
internal sealed class RecordingMetrics : IConsumer
{
    private readonly Channel<JsonNode> _unread = Channel.CreateUnbounded<JsonNode>();

    public List<JsonNode> Requests { get; } = [];

    /// <summary>What was given after the last one that was asked for.</summary>
    public async Task<JsonNode> NextAsync()
    {
        using var patience = new CancellationTokenSource(TestContext.Patience);
        return await _unread.Reader.ReadAsync(patience.Token);
    }

    public ValueTask ConsumeAsync(Batch batch, CancellationToken cancellationToken)
    {
        var request = TestContext.Json(batch);
        batch.Dispose();
        Requests.Add(request);
        _unread.Writer.TryWrite(request);
        return ValueTask.CompletedTask;
    }
}
