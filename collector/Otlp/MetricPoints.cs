namespace TracingReference.Collector.Otlp;

/// <summary>Where a metric keeps its data points.</summary>
public static class MetricPoints
{
    /// <summary>The fields of Metric that hold data of one kind each, all with the points in field 1.</summary>
    public static ReadOnlySpan<int> DataFields => [5, 7, 9, 10, 11];

    /// <summary>How many data points a metric has, from its bytes where it was not changed.</summary>
    public static int Count(Part metric) => metric.Bytes is { } bytes ? CountIn(bytes.Span) : Of(metric.Message).Count();

    public static IEnumerable<Message> Of(Message metric)
    {
        foreach (var data in metric.Children())
        {
            foreach (var point in data.Children(1))
            {
                yield return point;
            }
        }
    }

    private static int CountIn(ReadOnlySpan<byte> metric)
    {
        var count = 0;
        var reader = new WireReader(metric);
        while (!reader.AtEnd)
        {
            var (field, type) = reader.ReadTag();
            if (!DataFields.Contains(field) || type != WireType.Bytes)
            {
                reader.Skip(type);
                continue;
            }

            var data = new WireReader(reader.ReadBytes());
            while (!data.AtEnd)
            {
                var (inner, innerType) = data.ReadTag();
                count += inner == 1 ? 1 : 0;
                data.Skip(innerType);
            }
        }

        return count;
    }
}
