namespace TracingReference.Collector.Processors.TailSampling.Policies;

/// <summary>span_count: keeps a trace with at least and at most so many spans; at most 0 is no limit.</summary>
internal sealed class SpanCountPolicy(int least, int most) : IPolicy
{
    public Decision Evaluate(in TraceView trace) =>
        trace.SpanCount >= least && (most == 0 || trace.SpanCount <= most) ? Decision.Sampled : Decision.NotSampled;
}
