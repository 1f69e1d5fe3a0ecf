namespace TracingReference.Messages.Tracing;

/// <summary>How a consumer's span relates to the span that published its message (<c>Messaging:TraceMode</c>).</summary>
public enum TraceMode
{
    /// <summary>As its parent: one trace from the gateway to the last statement.</summary>
    Parent,

    /// <summary>By a link from a trace of its own, as the conventions advise for batches.</summary>
    Link,
}
