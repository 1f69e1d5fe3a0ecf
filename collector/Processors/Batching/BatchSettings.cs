namespace TracingReference.Collector.Processors.Batching;

/// <summary>Settings of the batch processor.</summary>
/// <param name="Timeout">timeout: how long an item waits at most; 0 sends everything on at once.</param>
/// <param name="SendSize">send_batch_size: from how many items on a batch is sent without waiting; 0 sends everything on at once.</param>
/// <param name="MaxSize">send_batch_max_size: how many items a batch has at most; 0 for no limit.</param>
/// <param name="MetadataKeys">metadata_keys: request headers; each combination of their values has batches of its own, which keep them.</param>
/// <param name="MetadataLimit">metadata_cardinality_limit: how many combinations there may be; more are refused.</param>
internal sealed record BatchSettings(TimeSpan Timeout, int SendSize, int MaxSize, IReadOnlyList<string> MetadataKeys, int MetadataLimit);
