namespace TracingReference.Collector.Processors.Sampling;

/// <summary>Settings of the probabilistic_sampler processor.</summary>
/// <param name="Percentage">sampling_percentage: 100 or more keeps all, 0 keeps only what asks for it by priority.</param>
/// <param name="Mode">mode: hash_seed where it is not set.</param>
/// <param name="HashSeed">hash_seed: collectors of one tier need the same one.</param>
/// <param name="FailClosed">fail_closed: whether items whose sampling cannot be decided are dropped.</param>
/// <param name="Precision">sampling_precision: hexadecimal digits of a threshold, 1 to 14.</param>
/// <param name="UsesTraceId">attribute_source: traceID (true) or record. Logs only.</param>
/// <param name="FromAttribute">from_attribute: the attribute that is hashed where there is no trace id, or attribute_source is record. Logs only.</param>
/// <param name="PriorityAttribute">sampling_priority: an attribute with a percentage of its own. Logs only.</param>
internal sealed record ProbabilisticSamplerSettings(
    float Percentage, SamplerMode Mode, uint HashSeed, bool FailClosed, int Precision, bool UsesTraceId, string FromAttribute, string PriorityAttribute);
