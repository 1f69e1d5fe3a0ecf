using System.Text;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Processors.TailSampling.Policies;

/// <summary>trace_state: keeps a trace with a span whose W3C trace state has one of some values for a key. A span whose trace state is not valid is passed over.</summary>
internal sealed class TraceStatePolicy(string key, IReadOnlyList<string> values) : IPolicy
{
    private const int MaxPairLength = 255;
    private readonly byte[] _key = Encoding.UTF8.GetBytes(key);

    // As upstream, a value too long for a list member is never looked for, nor is the empty one.
    private readonly HashSet<byte[]>.AlternateLookup<ReadOnlySpan<byte>> _values = values.Select(Encoding.UTF8.GetBytes)
        .Where(value => value.Length > 0 && Encoding.UTF8.GetByteCount(key) + value.Length <= MaxPairLength).ToHashSet(BytesComparer.Instance)
        .GetAlternateLookup<ReadOnlySpan<byte>>();

    public Decision Evaluate(in TraceView trace)
    {
        foreach (var bytes in trace.Spans)
        {
            var state = new SpanView(bytes).TraceState;
            if (!state.IsEmpty && TraceStateBytes.TryFind(state, _key, out var value) && _values.Contains(value))
            {
                return Decision.Sampled;
            }
        }

        return Decision.NotSampled;
    }
}
