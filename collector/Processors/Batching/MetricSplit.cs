using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Processors.Batching;

/// <summary>Divides a metric: both parts have its name and all else, and each some of its data points.</summary>
internal static class MetricSplit
{
    private const int DataPoints = 1;

    /// <param name="metric">A metric with more points than that.</param>
    /// <param name="count">How many points the first part has.</param>
    public static (Part First, Part Others) At(Part metric, int count)
    {
        using var writer = new WireWriter();
        metric.Write(writer, DataPoints);
        var bytes = Content(writer.Written.ToArray());
        return (With(bytes, index => index < count), With(bytes, index => index >= count));
    }

    private static Part With(ReadOnlyMemory<byte> metric, Predicate<int> isWanted)
    {
        var message = Message.Read(OtlpSchema.Metric, metric);
        var index = 0;
        foreach (var data in message.Children())
        {
            data.RemoveAll(DataPoints, _ => !isWanted(index++));
        }

        return new(message);
    }

    private static ReadOnlyMemory<byte> Content(ReadOnlyMemory<byte> field)
    {
        var reader = new WireReader(field.Span);
        reader.ReadTag();
        return reader.ReadSlice(field);
    }
}
