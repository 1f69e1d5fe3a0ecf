using System.Runtime.InteropServices;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Exporters.Prometheus;

/// <summary>Reads data points of each kind (opentelemetry/proto/metrics/v1/metrics.proto).</summary>
internal static class PointReader
{
    private const int AsDouble = 4;
    private const int AsInt = 6;

    public static SeriesValue Read(Message point) => point.Type switch
    {
        var type when type == OtlpSchema.NumberDataPoint => Number(point),
        var type when type == OtlpSchema.HistogramDataPoint => Histogram(point),
        var type when type == OtlpSchema.SummaryDataPoint => Summary(point),
        _ => Exponential(point),
    };

    /// <summary>Whether the point only says that there is none any more.</summary>
    public static bool HasNoValue(Message point) =>
        (point.Bits(point.Type == OtlpSchema.NumberDataPoint || point.Type == OtlpSchema.SummaryDataPoint ? 8 : 10) & 1) != 0;

    private static SeriesValue Number(Message point) => new()
    {
        Start = point.Bits(2),
        Time = point.Bits(3),
        Whole = point.Has(AsInt) ? (long)point.Bits(AsInt) : null,
        Number = point.Has(AsInt) ? (long)point.Bits(AsInt) : point.Double(AsDouble),
        Exemplars = [.. point.Children(5)],
    };

    private static SeriesValue Histogram(Message point)
    {
        var bounds = MemoryMarshal.Cast<byte, double>(point.Raw(7).Span).ToArray();
        var counts = MemoryMarshal.Cast<byte, ulong>(point.Raw(6).Span).ToArray();
        Array.Resize(ref counts, bounds.Length + 1);
        Array.Sort(bounds, counts, 0, bounds.Length);
        return new() { Start = point.Bits(2), Time = point.Bits(3), Count = point.Bits(4), Sum = point.Double(5), Bounds = bounds, Counts = counts, Exemplars = [.. point.Children(8)] };
    }

    private static SeriesValue Exponential(Message point) =>
        new() { Start = point.Bits(2), Time = point.Bits(3), Count = point.Bits(4), Sum = point.Double(5), Counts = [point.Bits(4)], Exemplars = [.. point.Children(11)] };

    private static SeriesValue Summary(Message point) => new()
    {
        Start = point.Bits(2),
        Time = point.Bits(3),
        Count = point.Bits(4),
        Sum = point.Double(5),
        Quantiles = [.. point.Children(6).Select(quantile => (quantile.Double(1), quantile.Double(2))).OrderBy(quantile => quantile.Item1)],
    };
}
