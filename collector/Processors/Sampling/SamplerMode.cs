namespace TracingReference.Collector.Processors.Sampling;

/// <summary>How the probabilistic sampler decides.</summary>
internal enum SamplerMode
{
    /// <summary>By a hash of the trace id, as collectors did before tracestate had a word for it.</summary>
    HashSeed,

    /// <summary>By the trace id's random bits; what has been sampled to less already is left as it is.</summary>
    Equalizing,

    /// <summary>By the trace id's random bits; what has been sampled before is sampled again, by the product.</summary>
    Proportional,
}
