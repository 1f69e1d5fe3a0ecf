namespace TracingReference.Collector.Processors.Attributes;

/// <summary>Settings of the attributes processor.</summary>
/// <param name="Actions">actions: what is done to each span's, log record's or data point's attributes, in order.</param>
/// <param name="Include">include: only these items; null for all.</param>
/// <param name="Exclude">exclude: not these, though they are included; null for none.</param>
internal sealed record AttributesSettings(IReadOnlyList<AttributeAction> Actions, MatchSettings? Include, MatchSettings? Exclude);
