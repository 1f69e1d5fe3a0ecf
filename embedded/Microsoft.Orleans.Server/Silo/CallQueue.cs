namespace Embedded.Silo;

/// <summary>The calls that wait at an activation, oldest first. Changed by its owner only; others may walk it at any time.</summary>
internal struct CallQueue
{
    private GrainCall? _first;
    private GrainCall? _last;

    public readonly MailboxItem? First => Volatile.Read(in _first);

    public int Count { get; private set; }

    public void Add(GrainCall call)
    {
        call.Next = null;
        if (_last is null)
        {
            Volatile.Write(ref _first, call);
        }
        else
        {
            _last.Next = call;
        }

        _last = call;
        Count++;
    }

    /// <summary>Takes the oldest that fits; all are looked at only if <paramref name="anywhere"/>, otherwise just the first.</summary>
    public GrainCall? Take(Func<GrainCall, bool> fits, bool anywhere)
    {
        GrainCall? before = null;
        for (var call = _first; call is not null; before = call, call = (GrainCall?)call.Next)
        {
            if (fits(call))
            {
                Remove(call, before);
                return call;
            }

            if (!anywhere)
            {
                break;
            }
        }

        return null;
    }

    private void Remove(GrainCall call, GrainCall? before)
    {
        var next = (GrainCall?)call.Next;
        if (before is null)
        {
            _first = next;
        }
        else
        {
            before.Next = next;
        }

        if (_last == call)
        {
            _last = before;
        }

        Count--;
    }
}
