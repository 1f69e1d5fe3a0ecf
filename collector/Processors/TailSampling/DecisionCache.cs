using System.Runtime.InteropServices;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Processors.TailSampling;

/// <summary>
/// Ids of traces that were decided alike: the most recently used ones, as many as configured. As upstream, only the low half
/// of an id counts: traces that share it share their decision.
/// </summary>
/// <param name="capacity">0 or less: it remembers nothing.</param>
internal sealed class DecisionCache(long capacity)
{
    private readonly Dictionary<ulong, int> _places = [];
    private readonly List<Entry> _entries = [];
    private int _newest = -1;
    private int _oldest = -1;

    /// <summary>Whether the trace is remembered. Asking counts as use.</summary>
    public bool Contains(TraceId id)
    {
        if (_places.Count == 0 || !_places.TryGetValue(id.Low, out var place))
        {
            return false;
        }

        Touch(place);
        return true;
    }

    /// <summary>Whether the trace is remembered. This asking is no use.</summary>
    public bool Remembers(TraceId id) => _places.ContainsKey(id.Low);

    public void Put(TraceId id)
    {
        if (capacity <= 0)
        {
            return;
        }

        if (_places.TryGetValue(id.Low, out var place))
        {
            Touch(place);
            return;
        }

        if (_entries.Count < capacity)
        {
            place = _entries.Count;
            _entries.Add(new(id.Low, -1, -1));
        }
        else
        {
            place = _oldest;
            Unlink(place);
            _places.Remove(_entries[place].Key);
            Entries[place].Key = id.Low;
        }

        _places.Add(id.Low, place);
        Link(place);
    }

    private Span<Entry> Entries => CollectionsMarshal.AsSpan(_entries);

    private void Touch(int place)
    {
        if (place != _newest)
        {
            Unlink(place);
            Link(place);
        }
    }

    private void Link(int place)
    {
        ref var entry = ref Entries[place];
        (entry.Older, entry.Newer) = (_newest, -1);
        if (_newest >= 0)
        {
            Entries[_newest].Newer = place;
        }
        else
        {
            _oldest = place;
        }

        _newest = place;
    }

    private void Unlink(int place)
    {
        var (_, older, newer) = _entries[place];
        if (older >= 0)
        {
            Entries[older].Newer = newer;
        }
        else
        {
            _oldest = newer;
        }

        if (newer >= 0)
        {
            Entries[newer].Older = older;
        }
        else
        {
            _newest = older;
        }
    }

    private record struct Entry(ulong Key, int Older, int Newer);
}
