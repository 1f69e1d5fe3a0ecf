using System.Buffers;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;

namespace TracingReference.Collector.Processors.Matching;

/// <summary>
/// Tells, at a small part of the cost of trying them, that none of several patterns can match in a text: because it lacks a
/// word that every match has, or characters of some kind in a row (<see cref="PatternReader"/>). It may be wrong in saying
/// that one could match; never in saying that none can.
/// </summary>
internal sealed class TextFilter
{
    private const int FewCharacters = 16;
    private const int ManyCharacters = 72;
    private const int LongRun = 6;

    private readonly SearchValues<string>? _words;
    private readonly SearchValues<char>? _characters;
    private readonly CharacterRun[] _runs;

    public TextFilter(IReadOnlyList<Regex> patterns)
    {
        var words = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var runs = new HashSet<CharacterRun>();
        foreach (var pattern in patterns)
        {
            var facts = PatternReader.Read(pattern);
            var kinds = (int)UInt128.PopCount(facts.Alphabet);
            if (facts.MinLength >= LongRun && kinds <= FewCharacters)
            {
                runs.Add(new(facts.Alphabet, facts.MinLength));
            }
            else if (facts.Required() is { } required)
            {
                words.UnionWith(required);
            }
            else if (facts.MinLength >= LongRun && kinds <= ManyCharacters)
            {
                runs.Add(new(facts.Alphabet, facts.MinLength));
            }
            else
            {
                IsBlind = true;
            }
        }

        var characters = string.Concat(words.Where(static word => word.Length == 1).Select(static word => word + word.ToUpperInvariant()));
        words.RemoveWhere(static word => word.Length == 1);
        _characters = characters.Length > 0 ? SearchValues.Create(characters) : null;
        _words = words.Count > 0 ? SearchValues.Create([.. words], StringComparison.OrdinalIgnoreCase) : null;
        _runs = [.. runs];
    }

    /// <summary>Whether there is a pattern of which it knows nothing: then every text may have a match.</summary>
    public bool IsBlind { get; }

    /// <summary>Whether one of them could match in the text. What is said above holds for ASCII: in other texts one always could.</summary>
    public bool MayMatch(ReadOnlySpan<char> text)
    {
        if (IsBlind || !Ascii.IsValid(text))
        {
            return true;
        }

        foreach (var run in _runs)
        {
            if (run.IsIn(text))
            {
                return true;
            }
        }

        return (_characters is not null && text.ContainsAny(_characters)) || (_words is not null && text.ContainsAny(_words));
    }
}
