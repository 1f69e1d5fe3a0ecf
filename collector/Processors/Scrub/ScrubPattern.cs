using System.Text.RegularExpressions;

namespace TracingReference.Collector.Processors.Scrub;

/// <summary>What is replaced, and by what.</summary>
/// <param name="Pattern">pattern: RE2.</param>
/// <param name="Replacement">replacement: plain text; **** where it is not given.</param>
internal sealed record ScrubPattern(Regex Pattern, string Replacement);
