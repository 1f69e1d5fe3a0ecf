using TracingReference.Collector.Configuration;

namespace TracingReference.Collector.Processors.Scrub;

/// <summary>Replaces what matches in one text.</summary>
internal sealed class TextScrub(IReadOnlyList<ScrubPattern> patterns)
{
    /// <summary>Whether anything was replaced.</summary>
    public bool Replace(string text, out string changed)
    {
        changed = text;
        foreach (var (pattern, replacement) in patterns)
        {
            changed = GoRegex.ReplaceAll(pattern, changed, _ => replacement);
        }

        return !ReferenceEquals(changed, text) && changed != text;
    }
}
