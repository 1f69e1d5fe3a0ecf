using TracingReference.LoadTest.Otlp;

namespace TracingReference.LoadTest.Sampling;

/// <summary>The spans that arrived, by trace. Any thread may add.</summary>
internal sealed class KeptTraces
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, List<KeptSpan>> traces = new(StringComparer.Ordinal);
    private readonly ArrivalSignal arrivals = new();

    /// <summary>All spans so far.</summary>
    public long Spans { get; private set; }

    public void Add(IReadOnlyList<ReceivedSpan> spans)
    {
        lock (gate)
        {
            foreach (var span in spans)
            {
                if (!traces.TryGetValue(span.TraceId, out var trace))
                {
                    traces[span.TraceId] = trace = [];
                }

                trace.Add(KeptSpan.Of(span));
            }

            Spans += spans.Count;
        }

        arrivals.Raise();
    }

    /// <summary>The spans of one trace so far.</summary>
    public IReadOnlyList<KeptSpan> Trace(string traceId)
    {
        lock (gate)
        {
            return traces.TryGetValue(traceId, out var trace) ? trace.ToArray() : [];
        }
    }

    /// <summary>All traces so far.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<KeptSpan>> Snapshot()
    {
        lock (gate)
        {
            return traces.ToDictionary(trace => trace.Key, IReadOnlyList<KeptSpan> (trace) => trace.Value.ToArray(), StringComparer.Ordinal);
        }
    }

    /// <summary>Waits until a condition holds, looking again whenever something arrives.</summary>
    /// <returns>Whether it held in time.</returns>
    public Task<bool> WaitAsync(Func<bool> condition, TimeSpan timeout, CancellationToken cancellationToken) =>
        arrivals.WaitAsync(condition, timeout, cancellationToken);
}
