namespace TracingReference.Collector.Processors.Scrub;

/// <summary>Settings of the scrub processor.</summary>
/// <param name="Patterns">patterns: what is replaced, in this order, in every string of a batch.</param>
internal sealed record ScrubSettings(IReadOnlyList<ScrubPattern> Patterns);
