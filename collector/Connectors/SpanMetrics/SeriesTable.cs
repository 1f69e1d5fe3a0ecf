using System.Text;
using TracingReference.Collector.Connectors.Aggregation;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Connectors.SpanMetrics;

/// <summary>The series of one metric of one resource. What is beyond the limit goes into one series with otel.metric.overflow, as SDKs do.</summary>
internal sealed class SeriesTable(int most, Func<IDistribution>? distribution)
{
    private const char Separator = '\0';
    private static readonly IReadOnlyList<Otlp.Attribute> Overflow = [new("otel.metric.overflow", AnyValue.Of(true))];
    private readonly Dictionary<string, Series> _series = new(StringComparer.Ordinal);
    private readonly StringBuilder _key = new();

    public Series this[List<Otlp.Attribute> attributes, ulong now]
    {
        get
        {
            _key.Clear();
            foreach (var (name, value) in attributes)
            {
                _key.Append(name).Append(Separator).Append(value.AsString()).Append(Separator);
            }

            var key = _key.ToString();
            if (_series.TryGetValue(key, out var series))
            {
                return series;
            }

            if (_series.Count < most)
            {
                return _series[key] = new(attributes.ConvertAll(static attribute => new Otlp.Attribute(attribute.Key, attribute.Value.Copy())), now, distribution?.Invoke());
            }

            return _series.TryGetValue("", out series) ? series : _series[""] = new(Overflow, now, distribution?.Invoke());
        }
    }

    public IReadOnlyList<Message> ToPoints(ulong now) => [.. _series.Values.Select(series => series.ToPoint(now))];
}
