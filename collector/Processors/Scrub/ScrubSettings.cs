using System.Text.RegularExpressions;

namespace TracingReference.Collector.Processors.Scrub;

/// <summary>Settings of the scrub processor.</summary>
/// <param name="Keys">keys: attributes, also nested ones, whose value is replaced as a whole, RE2.</param>
/// <param name="Patterns">patterns: what is replaced, in this order, in every string of a batch.</param>
internal sealed record ScrubSettings(IReadOnlyList<Regex> Keys, IReadOnlyList<ScrubPattern> Patterns);
