using System.Text.RegularExpressions;

namespace TracingReference.Collector.Processors.Matching;

/// <summary>
/// Tells whether none of several patterns matches in a text. Texts that the filter lets through and that turn out to be clean
/// are remembered, since most come again: as many as have a place, each in the one that its hash says, where it replaces
/// another one. That is bounded, needs no lock, and can be made slow by nobody.
/// </summary>
internal sealed class CleanTexts(IReadOnlyList<Regex> patterns)
{
    private const int Places = 1024;
    private const int LongestRemembered = 512;
    private readonly TextFilter _filter = new(patterns);
    private readonly string?[] _known = new string?[Places];

    public bool Has(ReadOnlySpan<char> text)
    {
        if (!_filter.MayMatch(text))
        {
            return true;
        }

        var isShort = text.Length <= LongestRemembered;
        ref var place = ref _known[isShort ? string.GetHashCode(text) & (Places - 1) : 0];
        if (isShort && Volatile.Read(ref place) is { } known && text.SequenceEqual(known))
        {
            return true;
        }

        foreach (var pattern in patterns)
        {
            if (pattern.IsMatch(text))
            {
                return false;
            }
        }

        if (isShort)
        {
            Volatile.Write(ref place, text.ToString());
        }

        return true;
    }
}
