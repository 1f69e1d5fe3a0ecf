using System.Runtime.InteropServices;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Connectors.Aggregation;

/// <summary>A histogram with given bounds; each bucket includes its upper bound.</summary>
/// <param name="bounds">Ascending.</param>
internal sealed class ExplicitDistribution(double[] bounds) : IDistribution
{
    private readonly ulong[] _counts = new ulong[bounds.Length + 1];
    private ulong _count;
    private double _sum;

    public void Record(double value, ulong times)
    {
        var bucket = Array.BinarySearch(bounds, value);
        _counts[bucket >= 0 ? bucket : ~bucket] += times;
        _count += times;
        _sum += value * times;
    }

    public Message ToPoint()
    {
        var point = new Message(OtlpSchema.HistogramDataPoint);
        point.SetBits(4, _count);
        point.SetDouble(5, _sum);
        point.SetRaw(6, MemoryMarshal.AsBytes(_counts.AsSpan()).ToArray());
        point.SetRaw(7, MemoryMarshal.AsBytes(bounds.AsSpan()).ToArray());
        return point;
    }
}
