using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;
using TracingReference.Collector.Telemetry;

namespace TracingReference.Collector.Processors;

/// <summary>A processor that works on one batch at a time, with the counts that upstream's processor helper keeps: items in, items out, and time.</summary>
internal abstract class CountedProcessor(ComponentContext context, IConsumer next) : Processor(next)
{
    private static readonly double[] Seconds = [0, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10000];

    private readonly OwnCounter _incoming = context.Metrics.Counter("processor_incoming_items", MetricsLevel.Basic, Labels(context));
    private readonly OwnCounter _outgoing = context.Metrics.Counter("processor_outgoing_items", MetricsLevel.Basic, Labels(context));
    private readonly OwnHistogram _duration = context.Metrics.Histogram("processor_internal_duration", MetricsLevel.Detailed, Seconds, Labels(context));

    public sealed override ValueTask ConsumeAsync(Batch batch, CancellationToken cancellationToken)
    {
        var count = batch.ItemCount;
        _incoming.Add(count);
        var start = context.Time.GetTimestamp();
        try
        {
            Process(batch, count);
        }
        catch
        {
            batch.Dispose();
            throw;
        }

        _duration.Record(context.Time.GetElapsedTime(start).TotalSeconds);
        if (batch.Resources.Count == 0)
        {
            batch.Dispose();
            return ValueTask.CompletedTask;
        }

        _outgoing.Add(batch.ItemCount);
        return Next.ConsumeAsync(batch, cancellationToken);
    }

    /// <summary>Changes the batch, or takes items out of it.</summary>
    /// <exception cref="ConsumeException">It is refused.</exception>
    protected abstract void Process(Batch batch, int itemCount);

    private static (string, string)[] Labels(ComponentContext context) =>
        [("otel_signal", OwnNames.DataType(context.Signal)), ("processor", context.Id.ToString())];
}
