using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;
using TracingReference.Collector.Telemetry;

namespace TracingReference.Collector.Exporters.Sending;

/// <summary>What a queue tells of itself, under upstream's names.</summary>
internal sealed class QueueMetrics
{
    private static readonly double[] ItemBounds =
        [10, 25, 50, 75, 100, 250, 500, 750, 1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000, 9000, 10_000, 20_000, 30_000, 50_000, 100_000];

    private static readonly double[] ByteBounds =
    [
        10, 25, 50, 75, 100, 250, 500, 750, 1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000, 9000, 10_000, 20_000, 30_000, 50_000, 100_000,
        200_000, 300_000, 400_000, 500_000, 600_000, 700_000, 800_000, 900_000, 1_000_000, 2_000_000, 3_000_000, 4_000_000, 5_000_000, 6_000_000, 7_000_000, 8_000_000, 9_000_000,
    ];

    private readonly ComponentContext _context;
    private readonly OwnHistogram _items;
    private readonly OwnHistogram _bytes;

    /// <param name="context">The exporter's.</param>
    /// <param name="capacity">How much the queue holds.</param>
    /// <param name="size">How much is in it now.</param>
    public QueueMetrics(ComponentContext context, long capacity, Func<long> size)
    {
        _context = context;
        var dataType = ("data_type", OwnNames.DataType(context.Signal));
        context.Metrics.Gauge("exporter_queue_size", MetricsLevel.Basic, () => size(), Exporter, dataType);
        context.Metrics.Gauge("exporter_queue_capacity", MetricsLevel.Basic, () => capacity, Exporter, dataType);
        _items = context.Metrics.Histogram("exporter_queue_batch_send_size", MetricsLevel.Detailed, ItemBounds, Exporter);
        _bytes = context.Metrics.Histogram("exporter_queue_batch_send_size_bytes", MetricsLevel.Detailed, ByteBounds, Exporter);
        EnqueueFailed = context.Metrics.Counter($"exporter_enqueue_failed_{OwnNames.Items(context.Signal)}", MetricsLevel.Basic, Exporter);
    }

    /// <summary>Items that found no room.</summary>
    public OwnCounter EnqueueFailed { get; }

    /// <summary>Stored requests that were left out. This collector's own.</summary>
    public OwnCounter Unreadable => _context.Metrics.Counter("exporter_queue_unreadable_requests", MetricsLevel.Basic, Exporter);

    private (string Name, string Value) Exporter => ("exporter", _context.Id.ToString());

    public void Sending(Batch batch, int count)
    {
        if (_context.Metrics.Level == MetricsLevel.Detailed)
        {
            // Measuring bytes means writing them: only for those who look closely.
            _items.Record(count);
            _bytes.Record(BatchSizes.Of(batch, Sizer.Bytes));
        }
    }
}
