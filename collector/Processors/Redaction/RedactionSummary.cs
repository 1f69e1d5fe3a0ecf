namespace TracingReference.Collector.Processors.Redaction;

/// <summary>What the processor tells about its work in attributes of the item (redaction.*).</summary>
internal enum RedactionSummary
{
    Silent,

    /// <summary>How many keys.</summary>
    Info,

    /// <summary>Which keys, and how many.</summary>
    Debug,
}
