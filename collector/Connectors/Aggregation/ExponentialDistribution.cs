using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Connectors.Aggregation;

/// <summary>
/// A base-2 exponential histogram (OpenTelemetry's metrics data model, "ExponentialHistogram"): it begins with the finest
/// scale, and halves its resolution whenever its values would need more buckets than allowed.
/// </summary>
internal sealed class ExponentialDistribution(int maxSize) : IDistribution
{
    private const int MaxScale = 20;
    private readonly SortedDictionary<int, ulong> _buckets = [];
    private int _scale = MaxScale;
    private ulong _count;
    private ulong _zeros;
    private double _sum;
    private double _least = double.PositiveInfinity;
    private double _most = double.NegativeInfinity;

    public void Record(double value, ulong times)
    {
        _count += times;
        _sum += value * times;
        _least = Math.Min(_least, value);
        _most = Math.Max(_most, value);
        if (value <= 0)
        {
            _zeros += times;
            return;
        }

        var index = IndexOf(value);
        Fit(index);
        index = IndexOf(value);
        _buckets[index] = _buckets.GetValueOrDefault(index) + times;
    }

    public Message ToPoint()
    {
        var point = new Message(OtlpSchema.ExponentialHistogramDataPoint);
        point.SetBits(4, _count);
        point.SetDouble(5, _sum);
        // Nothing but zeros needs no scale.
        point.SetBits(6, ZigZag(_buckets.Count == 0 ? 0 : _scale));
        point.SetBits(7, _zeros);
        point.SetChild(8, Buckets());
        if (_count > 0)
        {
            point.SetDouble(12, _least);
            point.SetDouble(13, _most);
        }

        return point;
    }

    private static ulong ZigZag(int value) => (uint)((value << 1) ^ (value >> 31));

    // The bucket (base^index, base^(index+1)] with base 2^(2^-scale); powers of two are kept exact.
    private int IndexOf(double value)
    {
        var exponent = Math.ILogB(value);
        var isPower = Math.ScaleB(1, exponent).Equals(value);
        if (_scale <= 0)
        {
            return (isPower ? exponent - 1 : exponent) >> -_scale;
        }

        return isPower ? (exponent << _scale) - 1 : (int)Math.Floor(Math.Log(value) * Math.ScaleB(1 / Math.Log(2), _scale));
    }

    private void Fit(int index)
    {
        if (_buckets.Count == 0)
        {
            return;
        }

        var (low, high) = (Math.Min(index, _buckets.First().Key), Math.Max(index, _buckets.Last().Key));
        var change = 0;
        for (; high - low >= maxSize; change++)
        {
            (low, high) = (low >> 1, high >> 1);
        }

        if (change == 0)
        {
            return;
        }

        _scale -= change;
        foreach (var (old, count) in _buckets.ToList())
        {
            _buckets.Remove(old);
            var moved = old >> change;
            _buckets[moved] = _buckets.GetValueOrDefault(moved) + count;
        }
    }

    private Message Buckets()
    {
        var message = new Message(OtlpSchema.Buckets);
        if (_buckets.Count == 0)
        {
            return message;
        }

        var first = _buckets.First().Key;
        using var counts = new WireWriter();
        for (var index = first; index <= _buckets.Last().Key; index++)
        {
            counts.Varint(_buckets.GetValueOrDefault(index));
        }

        message.SetBits(1, ZigZag(first));
        message.SetRaw(2, counts.Written.ToArray());
        return message;
    }
}
