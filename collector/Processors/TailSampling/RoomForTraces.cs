using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Processors.TailSampling;

/// <summary>Says whether a request's traces find room together (block_on_overflow).</summary>
/// <param name="most">num_traces.</param>
/// <param name="traces">The traces in memory.</param>
/// <param name="isDecided">Whether a decision cache answers for a trace: it needs no room.</param>
internal sealed class RoomForTraces(long most, TraceTable traces, Func<TraceId, bool> isDecided)
{
    private readonly HashSet<TraceId> _new = [];

    /// <summary>
    /// Whether all of a request's traces can be taken in now, so that it need not wait with a part of it taken. One that brings
    /// more new traces than there may ever be has to be taken in parts.
    /// </summary>
    public bool IsThere(RequestTraces request)
    {
        var room = most - traces.Count;
        if (request.Traces.Length <= room)
        {
            return true;
        }

        _new.Clear();
        foreach (ref readonly var part in request.Traces)
        {
            if (traces.Find(part.Id) < 0 && !isDecided(part.Id))
            {
                _new.Add(part.Id);
            }
        }

        return _new.Count <= room || _new.Count > most;
    }
}
