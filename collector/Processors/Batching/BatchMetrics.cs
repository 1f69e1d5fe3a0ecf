using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;
using TracingReference.Collector.Telemetry;

namespace TracingReference.Collector.Processors.Batching;

/// <summary>The batch processor's own metrics, with upstream's names and buckets.</summary>
internal sealed class BatchMetrics
{
    private static readonly double[] Sizes =
        [10, 25, 50, 75, 100, 250, 500, 750, 1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000, 9000, 10000, 20000, 30000, 50000, 100000];

    private static readonly double[] Bytes = [.. Enumerable.Range(7, 18).Select(static power => Math.Pow(2, power))];

    private readonly OwnCounter _bySize;
    private readonly OwnCounter _byTimeout;
    private readonly OwnHistogram _size;
    private readonly OwnHistogram? _bytes;

    public BatchMetrics(ComponentContext context, Func<double> cardinality)
    {
        var label = ("processor", context.Id.ToString());
        _bySize = context.Metrics.Counter("processor_batch_batch_size_trigger_send", MetricsLevel.Normal, label);
        _byTimeout = context.Metrics.Counter("processor_batch_timeout_trigger_send", MetricsLevel.Normal, label);
        _size = context.Metrics.Histogram("processor_batch_batch_send_size", MetricsLevel.Normal, Sizes, label);
        // Counting bytes means writing the batch once more.
        _bytes = context.Metrics.Level >= MetricsLevel.Detailed
            ? context.Metrics.Histogram("processor_batch_batch_send_size_bytes", MetricsLevel.Detailed, Bytes, label)
            : null;
        context.Metrics.Gauge("processor_batch_metadata_cardinality", MetricsLevel.Normal, cardinality, label);
    }

    /// <summary>The size in bytes, as far as that is told.</summary>
    public int BytesOf(Batch batch)
    {
        if (_bytes is null)
        {
            return 0;
        }

        using var writer = new WireWriter();
        batch.Write(writer);
        return writer.Length;
    }

    public void Sent(int items, int bytes, bool byTimeout)
    {
        (byTimeout ? _byTimeout : _bySize).Add(1);
        _size.Record(items);
        _bytes?.Record(bytes);
    }
}
