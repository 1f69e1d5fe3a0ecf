using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Processors.TailSampling.Policies;

/// <summary>
/// latency: keeps a trace that lasts longer than a threshold. Upstream looks after each span whether what it has seen so far
/// lasts longer, and, with an upper threshold, no longer than that: any beginning of the trace that does is enough. Spans
/// that end before they start have no part in it.
/// </summary>
/// <param name="threshold">Milliseconds, cut off; the trace must last longer.</param>
/// <param name="upperThreshold">Milliseconds, cut off; the trace must last no longer. 0 is no limit.</param>
internal sealed class LatencyPolicy(long threshold, long upperThreshold) : IPolicy
{
    public bool IsStateful => true;

    public Decision Evaluate(in TraceView trace)
    {
        ref readonly var facts = ref trace.Facts;
        if (!facts.HasZeroStart)
        {
            // What has been seen can only get longer: the whole trace is looked at first.
            var whole = Milliseconds(facts.MinStart, facts.MaxEnd);
            if (facts.MaxEnd == 0 || whole <= threshold)
            {
                return Decision.NotSampled;
            }

            if (upperThreshold == 0 || whole <= upperThreshold)
            {
                return Decision.Sampled;
            }
        }

        return HasBeginning(trace) ? Decision.Sampled : Decision.NotSampled;
    }

    private static long Milliseconds(ulong start, ulong end) =>
        (long)Int128.Clamp((Int128)(long)end - (long)start, long.MinValue, long.MaxValue) / 1_000_000;

    private bool HasBeginning(in TraceView trace)
    {
        ulong start = 0, end = 0;
        foreach (var bytes in trace.Spans)
        {
            var span = new SpanView(bytes);
            if (span.End < span.Start)
            {
                continue;
            }

            start = start == 0 || span.Start < start ? span.Start : start;
            end = end == 0 || span.End > end ? span.End : end;
            var duration = Milliseconds(start, end);
            if (duration > threshold && (upperThreshold == 0 || duration <= upperThreshold))
            {
                return true;
            }
        }

        return false;
    }
}
