namespace TracingReference.Collector.Processors.Sampling;

/// <summary>What an item carries about its own sampling: a span in its tracestate, a log record in attributes.</summary>
internal interface ISamplingCarrier
{
    /// <summary>Explicit randomness; null where there is none.</summary>
    ulong? Randomness { get; }

    /// <summary>The threshold by which it has been sampled so far; null where there is none.</summary>
    Threshold? Threshold { get; }

    void SetRandomness(ulong randomness);

    void ClearThreshold();

    /// <summary>Records a threshold, unless there is a higher one.</summary>
    void RaiseThreshold(Threshold threshold);
}
