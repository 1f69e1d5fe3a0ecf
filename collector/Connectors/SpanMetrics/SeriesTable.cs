using TracingReference.Collector.Connectors.Aggregation;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Connectors.SpanMetrics;

/// <summary>The series of one metric of one resource. What is beyond the limit goes into one series with otel.metric.overflow, as SDKs do.</summary>
internal sealed class SeriesTable(int most, Func<IDistribution>? distribution)
{
    private const string OverflowName = "otel.metric.overflow";
    private static readonly IReadOnlyList<Otlp.Attribute> OverflowAttributes = [new(OverflowName, AnyValue.Of(true))];
    private readonly Dictionary<byte[], Series> _series = new(BytesComparer.Instance);
    private Series? _overflow;

    /// <summary>Whether a series that is not there would be one too many.</summary>
    public bool IsFull => _series.Count + (_overflow is null ? 0 : 1) >= most;

    public Series? Find(ReadOnlySpan<byte> key) => _series.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(key, out var series) ? series : null;

    public Series Add(ReadOnlySpan<byte> key, IReadOnlyList<Otlp.Attribute> attributes, ulong start) =>
        _series[key.ToArray()] = new(attributes, start, distribution?.Invoke(), isOverflow: false);

    /// <summary>The series of all that is beyond the limit.</summary>
    public Series Overflow(ulong start) => _overflow ??= new(OverflowAttributes, start, distribution?.Invoke(), isOverflow: true);

    /// <summary>The data points of now.</summary>
    /// <param name="from">Where a series' point starts: its key, empty for the overflow's, and the series are given.</param>
    /// <param name="now">Unix time in nanoseconds.</param>
    public IReadOnlyList<Message> ToPoints(Func<byte[], Series, ulong> from, ulong now)
    {
        var points = new List<Message>(_series.Count + 1);
        foreach (var (key, series) in _series)
        {
            points.Add(series.ToPoint(from(key, series), now));
        }

        if (_overflow is not null)
        {
            points.Add(_overflow.ToPoint(from([], _overflow), now));
        }

        return points;
    }

    /// <summary>Forgets the series without a span since then.</summary>
    public void Expire(DateTimeOffset limit)
    {
        foreach (var (key, series) in _series)
        {
            if (series.LastSeen <= limit)
            {
                _series.Remove(key);
            }
        }

        _overflow = _overflow?.LastSeen <= limit ? null : _overflow;
    }
}
