using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Tests.TailSampling;

/// <summary>The end of a pipeline: remembers every span, and refuses when told to.</summary>
internal sealed class Kept : IConsumer
{
    public List<KeptSpan> Spans { get; } = [];

    public List<int> BatchSizes { get; } = [];

    public ConsumeException? Refusal { get; set; }

    /// <summary>Where it is set, batches wait for it.</summary>
    public Task Pause { get; set; } = Task.CompletedTask;

    public async ValueTask ConsumeAsync(Batch batch, CancellationToken cancellationToken)
    {
        using (batch)
        {
            await Pause;
            if (Refusal is not null)
            {
                throw Refusal;
            }

            BatchSizes.Add(batch.ItemCount);
            foreach (var resource in batch.Resources)
            {
                foreach (var scope in resource.Scopes)
                {
                    Spans.AddRange(scope.Items.Select(item => new KeptSpan(
                        new SpanView(item.Bytes!.Value.Span).TraceId, item.Message.Text(5), resource.Resource.Message.Attributes["service.name"]?.Text ?? "",
                        scope.Scope.Message.Text(1), System.Text.Encoding.UTF8.GetString(scope.SchemaUrl.Span))));
                }
            }
        }
    }
}
