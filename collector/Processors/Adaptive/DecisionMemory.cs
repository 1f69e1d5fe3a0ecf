using TracingReference.Collector.Otlp;
using TracingReference.Collector.Telemetry;

namespace TracingReference.Collector.Processors.Adaptive;

/// <summary>The latest traces' decisions. The oldest is forgotten for a new one.</summary>
internal sealed class DecisionMemory(int capacity, OwnCounter forgotten)
{
    private readonly Dictionary<TraceId, TraceDecision> _decisions = [];
    private readonly Queue<TraceId> _order = new();

    public bool TryGet(TraceId id, out TraceDecision decision) => _decisions.TryGetValue(id, out decision);

    public void Add(TraceId id, TraceDecision decision)
    {
        if (_order.Count >= capacity)
        {
            _decisions.Remove(_order.Dequeue());
            forgotten.Add(1);
        }

        _decisions.Add(id, decision);
        _order.Enqueue(id);
    }
}
