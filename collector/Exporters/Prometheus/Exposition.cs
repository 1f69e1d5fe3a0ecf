using System.Globalization;
using System.Text;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Telemetry;

namespace TracingReference.Collector.Exporters.Prometheus;

/// <summary>
/// Writes a scrape: Prometheus' text format 0.0.4, or OpenMetrics 1.0, which adds exemplars, names counters without _total
/// in its headings, and ends with # EOF.
/// </summary>
internal sealed class Exposition(PrometheusSettings settings, bool isOpenMetrics)
{
    private const string Total = "_total";
    private const double NanosecondsPerSecond = 1e9;
    private readonly StringBuilder _text = new();

    /// <summary>The scrape, once every family has been added.</summary>
    public string Finish() => isOpenMetrics ? _text.Append("# EOF\n").ToString() : _text.ToString();

    public void Add(SeriesFamily family)
    {
        var name = settings.Names.ShownMetric(family.Name);
        var isNamedTotal = name.EndsWith(Total, StringComparison.Ordinal);
        var heading = isOpenMetrics && family.Type == SeriesType.Counter && isNamedTotal ? name[..^Total.Length] : name;
        var type = isOpenMetrics && family.Type == SeriesType.Counter && !isNamedTotal ? "unknown" : family.Type.ToString().ToLowerInvariant();
        var help = isOpenMetrics ? LabelSet.Escape(family.Help) : family.Help.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal);
        _text.Append(CultureInfo.InvariantCulture, $"# HELP {heading} {help}\n# TYPE {heading} {type}\n");
        foreach (var series in family.Series.Values.OrderBy(series => series.Labels, StringComparer.Ordinal))
        {
            Add(name, family.Type, series);
        }
    }

    private void Add(string name, SeriesType type, Series series)
    {
        var value = series.Value;
        switch (type)
        {
            case SeriesType.Histogram:
                AddBuckets(name, series);
                break;
            case SeriesType.Summary:
                foreach (var (quantile, at) in value.Quantiles)
                {
                    Line(name, series, Number(at), "quantile", Number(quantile));
                }

                break;
            default:
                var exemplar = type == SeriesType.Counter && value.Exemplars.Count > 0 ? value.Exemplars[^1] : null;
                Line(name, series, Number(value.Number), exemplar: exemplar);
                return;
        }

        Line($"{name}_sum", series, Number(value.Sum));
        Line($"{name}_count", series, Whole(value.Count));
    }

    private void AddBuckets(string name, Series series)
    {
        var value = series.Value;
        ulong count = 0;
        for (var bucket = 0; bucket < value.Bounds.Length; bucket++)
        {
            count += value.Counts[bucket];
            if (bucket + 1 == value.Bounds.Length || value.Bounds[bucket] < value.Bounds[bucket + 1])
            {
                var least = bucket == 0 ? double.NegativeInfinity : value.Bounds[bucket - 1];
                Line($"{name}_bucket", series, Whole(count), "le", Number(value.Bounds[bucket]), Exemplar(value, least, value.Bounds[bucket]));
            }
        }

        var beyond = value.Bounds.Length == 0 ? double.NegativeInfinity : value.Bounds[^1];
        Line($"{name}_bucket", series, Whole(value.Count), "le", "+Inf", Exemplar(value, beyond, double.PositiveInfinity));
    }

    private void Line(string name, Series series, string value, string label = "", string labelValue = "", Message? exemplar = null)
    {
        _text.Append(name);
        if (series.Labels.Length > 0 || label.Length > 0)
        {
            _text.Append('{').Append(series.Labels);
            if (label.Length > 0)
            {
                _text.Append(series.Labels.Length > 0 ? "," : "").Append(CultureInfo.InvariantCulture, $"{label}=\"{labelValue}\"");
            }

            _text.Append('}');
        }

        _text.Append(' ').Append(value);
        if (settings.SendsTimestamps && series.Value.Time > 0)
        {
            var milliseconds = series.Value.Time / 1_000_000;
            _text.Append(' ').Append(isOpenMetrics ? Number(milliseconds / 1000.0) : milliseconds.ToString(CultureInfo.InvariantCulture));
        }

        if (isOpenMetrics && exemplar is not null)
        {
            _text.Append(" # {").Append(Identity(exemplar)).Append("} ").Append(Number(ValueOf(exemplar)))
                .Append(' ').Append(Number(exemplar.Bits(2) / NanosecondsPerSecond));
        }

        _text.Append('\n');
    }

    private static string Identity(Message exemplar)
    {
        var labels = new List<string>(2);
        if (exemplar.Raw(5).Span.IndexOfAnyExcept((byte)0) >= 0)
        {
            labels.Add($"trace_id=\"{Convert.ToHexStringLower(exemplar.Raw(5).Span)}\"");
        }

        if (exemplar.Raw(4).Span.IndexOfAnyExcept((byte)0) >= 0)
        {
            labels.Add($"span_id=\"{Convert.ToHexStringLower(exemplar.Raw(4).Span)}\"");
        }

        return string.Join(',', labels);
    }

    private static double ValueOf(Message exemplar) => exemplar.Has(6) ? (long)exemplar.Bits(6) : exemplar.Double(3);

    // The last exemplar of a bucket is the one that is shown.
    private static Message? Exemplar(SeriesValue value, double above, double most)
    {
        for (var index = value.Exemplars.Count - 1; index >= 0; index--)
        {
            if (ValueOf(value.Exemplars[index]) is var at && at > above && at <= most)
            {
                return value.Exemplars[index];
            }
        }

        return null;
    }

    private string Number(double value) => isOpenMetrics ? PrometheusNumber.OpenMetrics(value) : PrometheusNumber.Text(value);

    private string Whole(ulong count) => isOpenMetrics ? count.ToString(CultureInfo.InvariantCulture) : PrometheusNumber.Text(count);
}
