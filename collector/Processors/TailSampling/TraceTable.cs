using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Processors.TailSampling;

/// <summary>Traces by id, and in the order in which their first spans came. Slots are used again; they never move.</summary>
internal sealed class TraceTable(int expected)
{
    private const int BlockBits = 10;
    private readonly Dictionary<TraceId, int> _slots = new(expected);
    private readonly List<TraceEntry[]> _blocks = [];
    private readonly Stack<int> _free = [];
    private int _oldest = -1;
    private int _newest = -1;
    private int _next;

    public int Count => _slots.Count;

    /// <summary>The slot of the trace whose first span came before all others'; -1 where there is none.</summary>
    public int Oldest => _oldest;

    public ref TraceEntry this[int slot] => ref _blocks[slot >> BlockBits][slot & ((1 << BlockBits) - 1)];

    /// <summary>The slot of a trace; -1 where it is not here.</summary>
    public int Find(TraceId id) => _slots.TryGetValue(id, out var slot) ? slot : -1;

    public int Add(TraceId id, TimeSpan arrived)
    {
        if (!_free.TryPop(out var slot))
        {
            slot = _next++;
            if (slot >> BlockBits == _blocks.Count)
            {
                _blocks.Add(new TraceEntry[1 << BlockBits]);
            }
        }

        _slots.Add(id, slot);
        this[slot] = new() { Id = id, Arrived = arrived, Older = _newest, Newer = -1 };
        if (_newest >= 0)
        {
            this[_newest].Newer = slot;
        }
        else
        {
            _oldest = slot;
        }

        return _newest = slot;
    }

    public void Remove(int slot)
    {
        ref var entry = ref this[slot];
        if (entry.Older >= 0)
        {
            this[entry.Older].Newer = entry.Newer;
        }
        else
        {
            _oldest = entry.Newer;
        }

        if (entry.Newer >= 0)
        {
            this[entry.Newer].Older = entry.Older;
        }
        else
        {
            _newest = entry.Older;
        }

        _slots.Remove(entry.Id);
        _free.Push(slot);
    }
}
