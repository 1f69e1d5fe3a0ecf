using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Connectors.Aggregation;

/// <summary>Makes metrics out of what was aggregated.</summary>
internal static class MetricMessages
{
    public const int Delta = 1;
    public const int Cumulative = 2;

    private const int SumField = 7;
    private const int HistogramField = 9;
    private const int ExponentialField = 10;

    /// <summary>Unix time in nanoseconds.</summary>
    public static ulong Nanoseconds(DateTimeOffset time) => (ulong)(time - DateTimeOffset.UnixEpoch).Ticks * TimeSpan.NanosecondsPerTick;

    public static Message NumberPoint(long value)
    {
        var point = new Message(OtlpSchema.NumberDataPoint);
        point.SetBits(6, (ulong)value);
        return point;
    }

    /// <summary>Adds what every data point has.</summary>
    public static Message Complete(Message point, IEnumerable<Otlp.Attribute> attributes, ulong start, ulong time)
    {
        foreach (var (key, value) in attributes)
        {
            point.Attributes.Add(key, value);
        }

        point.SetBits(2, start);
        point.SetBits(3, time);
        return point;
    }

    public static Message Sum(string name, int temporality, IReadOnlyList<Message> points)
    {
        var sum = new Message(OtlpSchema.Sum);
        sum.SetBits(2, (ulong)temporality);
        sum.SetBits(3, 1);
        return Metric(name, "", SumField, sum, points);
    }

    /// <summary>Points of both kinds of histograms; all are of one kind.</summary>
    public static Message Histogram(string name, string unit, int temporality, IReadOnlyList<Message> points)
    {
        var isExponential = points.Count > 0 && points[0].Type == OtlpSchema.ExponentialHistogramDataPoint;
        var histogram = new Message(isExponential ? OtlpSchema.ExponentialHistogram : OtlpSchema.Histogram);
        histogram.SetBits(2, (ulong)temporality);
        return Metric(name, unit, isExponential ? ExponentialField : HistogramField, histogram, points);
    }

    /// <summary>One resource's metrics, all of one scope.</summary>
    public static ResourceGroup Resource(IEnumerable<Otlp.Attribute> attributes, string scopeName, IEnumerable<Message> metrics)
    {
        var resource = new Message(OtlpSchema.Resource);
        foreach (var (key, value) in attributes)
        {
            resource.Attributes.Add(key, value);
        }

        var scope = new Message(OtlpSchema.Scope);
        scope.SetText(1, scopeName);
        return new(new(resource), default)
        {
            Scopes = [new(new(scope), default) { Items = [.. metrics.Select(metric => new Part(metric))] }],
        };
    }

    private static Message Metric(string name, string unit, int field, Message data, IReadOnlyList<Message> points)
    {
        foreach (var point in points)
        {
            data.AddChild(1, point);
        }

        var metric = new Message(OtlpSchema.Metric);
        metric.SetText(1, name);
        metric.SetText(3, unit);
        metric.SetChild(field, data);
        return metric;
    }
}
