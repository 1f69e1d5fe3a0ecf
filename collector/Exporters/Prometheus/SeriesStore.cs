using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Exporters.Prometheus;

/// <summary>
/// The last value of every series, deltas added up, until it expires. What Prometheus cannot show is left out: sums without
/// a temporality, deltas that also fall, names that another type has, labels that collide.
/// </summary>
internal sealed class SeriesStore(PrometheusSettings settings, TimeProvider time)
{
    /// <summary>The most series that are held; more would be no use to a scraper, and the end of this process.</summary>
    public const int MaxSeries = 500_000;

    private const int Delta = 1;
    private const int Cumulative = 2;
    private readonly Dictionary<string, SeriesFamily> _families = new(StringComparer.Ordinal);
    private readonly TargetInfo _targets = new(settings.Names);
    private readonly Lock _lock = new();
    private int _count;

    /// <summary>Takes over what the batch says; returns how many points could not be held, or overlap others.</summary>
    public int Add(Batch batch)
    {
        var now = time.GetUtcNow();
        var dropped = 0;
        lock (_lock)
        {
            foreach (var resource in batch.Resources)
            {
                var attributes = resource.Resource.Message.Attributes;
                _targets.Add(attributes, now);
                foreach (var scope in resource.Scopes)
                {
                    var labels = new PointLabels(settings, attributes, scope);
                    foreach (var metric in scope.Items)
                    {
                        dropped += Add(metric.Message, labels, now);
                    }
                }
            }
        }

        return dropped;
    }

    /// <summary>What a scrape shows: families by name, and the resources.</summary>
    public void Read(Action<SeriesFamily> show)
    {
        lock (_lock)
        {
            Expire(time.GetUtcNow() - settings.Expiration);
            foreach (var family in _families.Values.Append(_targets.Family).Where(family => family.Series.Count > 0).OrderBy(family => family.Name, StringComparer.Ordinal))
            {
                show(family);
            }
        }
    }

    private static (SeriesType Type, bool IsDelta)? Shape(Message metric, Message data)
    {
        var temporality = (int)data.Bits(2);
        if (metric.Has(7))
        {
            var isMonotonic = data.Bits(3) != 0;
            return temporality is not (Delta or Cumulative) || (temporality == Delta && !isMonotonic)
                ? null
                : (isMonotonic ? SeriesType.Counter : SeriesType.Gauge, temporality == Delta);
        }

        return metric.Has(5) ? (SeriesType.Gauge, false) : metric.Has(11) ? (SeriesType.Summary, false) : (SeriesType.Histogram, temporality == Delta);
    }

    private int Add(Message metric, PointLabels labels, DateTimeOffset now)
    {
        if (metric.Children().FirstOrDefault() is not { } data || Shape(metric, data) is not var (type, isDelta)
            || settings.Names.Metric(metric.Text(1), metric.Text(3), type, metric.Has(5)) is not { } name)
        {
            return 0;
        }

        if (!_families.TryGetValue(name, out var family))
        {
            _families[name] = family = new(name, type, metric.Text(2));
        }

        var dropped = 0;
        foreach (var point in data.Children(1))
        {
            if (family.Type != type || labels.Format(point) is not { } text)
            {
                continue;
            }

            if (PointReader.HasNoValue(point))
            {
                _count -= family.Series.Remove(text) ? 1 : 0;
                break;
            }

            dropped += Add(family, text, PointReader.Read(point), isDelta, now) ? 0 : 1;
        }

        return dropped;
    }

    private bool Add(SeriesFamily family, string labels, SeriesValue value, bool isDelta, DateTimeOffset now)
    {
        if (family.Series.TryGetValue(labels, out var before))
        {
            if (isDelta && family.Type == SeriesType.Histogram && value.Start < before.Value.Time)
            {
                // It covers what another one has told.
                return false;
            }

            if (value.Time < before.Value.Time)
            {
                return true;
            }

            // Deltas that do not follow each other begin anew.
            value = isDelta && value.Start == before.Value.Time ? value.After(before.Value) : value;
        }
        else if (_count == MaxSeries)
        {
            return false;
        }
        else
        {
            _count++;
        }

        family.Series[labels] = new(labels, value, now);
        return true;
    }

    private void Expire(DateTimeOffset limit)
    {
        _targets.Expire(limit);
        foreach (var family in _families.Values)
        {
            foreach (var series in family.Series.Values.Where(series => series.Updated < limit).ToList())
            {
                family.Series.Remove(series.Labels);
                _count--;
            }
        }

        foreach (var family in _families.Values.Where(family => family.Series.Count == 0).ToList())
        {
            _families.Remove(family.Name);
        }
    }
}
