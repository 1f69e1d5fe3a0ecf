using TracingReference.Collector.Connectors.Aggregation;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Connectors.SpanMetrics;

/// <summary>One series of a metric: a count, and for durations their distribution.</summary>
internal sealed class Series(IReadOnlyList<Otlp.Attribute> attributes, ulong start, IDistribution? distribution)
{
    private readonly List<Message> _exemplars = [];
    private long _count;

    public void Add(double value, ulong times)
    {
        _count += (long)times;
        distribution?.Record(value, times);
    }

    public void AddExemplar(in SpanView span, double value, int most)
    {
        if (_exemplars.Count < most && !span.TraceId.IsEmpty)
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
    public Message ToPoint(ulong now)
    {
        var point = MetricMessages.Complete(distribution?.ToPoint() ?? MetricMessages.NumberPoint(_count), attributes, start, now);
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
