using TracingReference.Collector.Connectors.Aggregation;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Connectors.SpanMetrics;

/// <summary>One series of a metric: a count, and for durations their distribution.</summary>
/// <param name="attributes">What its points have; in memory of their own.</param>
/// <param name="start">Unix time in nanoseconds.</param>
/// <param name="distribution">Null to count alone.</param>
/// <param name="isOverflow">Whether it stands for those beyond the limit; it has no exemplars.</param>
internal sealed class Series(IReadOnlyList<Otlp.Attribute> attributes, ulong start, IDistribution? distribution, bool isOverflow)
{
    private readonly List<Message> _exemplars = [];
    private long _count;

    public ulong Start => start;

    public DateTimeOffset LastSeen { get; private set; }

    public void Add(double value, ulong times, DateTimeOffset time)
    {
        LastSeen = time;
        _count += (long)times;
        distribution?.Record(value, times);
    }

    public void AddExemplar(in SpanView span, double value, int most)
    {
        if (_exemplars.Count < most && !isOverflow && !span.TraceId.IsEmpty)
        {
            var exemplar = new Message(OtlpSchema.Exemplar);
            exemplar.SetDouble(3, value);
            exemplar.SetRaw(4, span.SpanId.ToArray());
            var traceId = new byte[TraceId.Size];
            span.TraceId.Write(traceId);
            exemplar.SetRaw(5, traceId);
            _exemplars.Add(exemplar);
        }
    }

    /// <summary>The data point of now; exemplars are told once.</summary>
    public Message ToPoint(ulong from, ulong now)
    {
        var point = MetricMessages.Complete(distribution?.ToPoint() ?? MetricMessages.NumberPoint(_count), attributes, from, now);
        var field = point.Type == OtlpSchema.NumberDataPoint ? 5 : point.Type == OtlpSchema.HistogramDataPoint ? 8 : 11;
        foreach (var exemplar in _exemplars)
        {
            exemplar.SetBits(2, now);
            point.AddChild(field, exemplar);
        }

        _exemplars.Clear();
        return point;
    }
}
