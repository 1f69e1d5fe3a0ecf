namespace TracingReference.Collector.Processors.TailSampling.Policies;

/// <summary>Says of a trace whether it is kept. Policies are asked one at a time.</summary>
internal interface IPolicy
{
    /// <summary>Whether an answer depends on other traces, or on all spans being here: then it cannot be given while they arrive.</summary>
    bool IsStateful => false;

    /// <summary>Whether it asks for the size of traces.</summary>
    bool NeedsSize => false;

    Decision Evaluate(in TraceView trace);
}
