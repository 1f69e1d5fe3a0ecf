using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Connectors.SpanMetrics;

/// <summary>
/// The metrics of each resource. Those that had to make room are told once more, with the next flush, and are taken back
/// where their resource is seen before it.
/// </summary>
/// <param name="most">How many are kept beyond a flush.</param>
internal sealed class ResourceTable(int most)
{
    /// <summary>Upstream has no limit on those that wait for their last flush.</summary>
    private const int MaxEvicted = 10_000;
    private readonly RecentMap<ResourceMetrics> _recent = new(most);
    private readonly Dictionary<byte[], ResourceMetrics> _evicted = new(BytesComparer.Instance);

    public IEnumerable<ResourceMetrics> All => _recent.Values.Concat(_evicted.Values);

    /// <summary>A resource's metrics; null where there are none.</summary>
    public ResourceMetrics? Find(ReadOnlySpan<byte> key)
    {
        if (_recent.TryGet(key, out var metrics))
        {
            return metrics;
        }

        if (_evicted.Count == 0 || !_evicted.GetAlternateLookup<ReadOnlySpan<byte>>().Remove(key, out _, out metrics))
        {
            return null;
        }

        TryAdd(metrics);
        return metrics;
    }

    /// <summary>Adds the metrics of a resource that is not there; false where others, not yet told, are lost for it.</summary>
    public bool TryAdd(ResourceMetrics metrics)
    {
        if (_recent.Add(metrics.Key, metrics) is not var (key, evicted))
        {
            return true;
        }

        return _evicted.Count < MaxEvicted && _evicted.TryAdd(key, evicted);
    }

    /// <summary>After a flush: forgets those that had to make room, and those that match.</summary>
    public void Forget(Predicate<ResourceMetrics> match)
    {
        _evicted.Clear();
        _recent.RemoveAll(match);
    }
}
