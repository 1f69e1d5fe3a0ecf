using System.Text.RegularExpressions;

namespace TracingReference.Collector.Processors.Matching;

/// <summary>What is known of every match of a piece of a pattern in a text of ASCII characters, in whatever case.</summary>
/// <param name="Exact">The texts that it can be, in lower case; null where they are not known, or too many.</param>
/// <param name="Literals">Texts one of which is in it; null where none are known.</param>
/// <param name="Alphabet">The characters that it can be made of, a bit each.</param>
/// <param name="MinLength">It is not shorter.</param>
internal sealed record PatternFacts(IReadOnlyList<string>? Exact, IReadOnlyList<string>? Literals, UInt128 Alphabet, int MinLength)
{
    private const int MostTexts = 16;
    private const int MostCharacters = 4;
    private const int MostApart = 4;
    private const int LongestMinimum = 1_000_000;

    /// <summary>Anything, of any length.</summary>
    public static PatternFacts Unknown { get; } = new(null, null, UInt128.MaxValue, 0);

    /// <summary>Nothing: an anchor, a boundary.</summary>
    public static PatternFacts Empty { get; } = new([""], null, UInt128.Zero, 0);

    /// <summary>One character of ASCII that stands for itself.</summary>
    public static PatternFacts Character(char character)
    {
        var lower = char.ToLowerInvariant(character);
        return new([lower.ToString()], null, (UInt128.One << lower) | (UInt128.One << char.ToUpperInvariant(character)), 1);
    }

    /// <summary>One character, as .NET writes it or a class of them. .NET is asked which ones they are: what it matches in either case counts.</summary>
    public static PatternFacts Character(string element)
    {
        var plain = new Regex(element, RegexOptions.CultureInvariant | RegexOptions.Singleline);
        var anyCase = new Regex(element, RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.IgnoreCase);
        var alphabet = UInt128.Zero;
        var texts = new HashSet<string>(StringComparer.Ordinal);
        for (var code = 0; code < 128; code++)
        {
            var text = ((char)code).ToString();
            if (plain.IsMatch(text) || anyCase.IsMatch(text))
            {
                // Texts are looked for in either case.
                alphabet |= (UInt128.One << char.ToLowerInvariant((char)code)) | (UInt128.One << char.ToUpperInvariant((char)code));
                texts.Add(text.ToLowerInvariant());
            }
        }

        return new(texts.Count <= MostCharacters ? [.. texts] : null, null, alphabet, 1);
    }

    /// <summary>One after the other.</summary>
    public static PatternFacts Sequence(IReadOnlyList<PatternFacts> pieces)
    {
        // Texts that follow each other make longer ones, until a piece comes whose texts are not known.
        IReadOnlyList<string> current = [""];
        IReadOnlyList<string>? best = null;
        var isExact = true;
        foreach (var piece in pieces)
        {
            if (piece.Exact is { } exact && exact.Count * current.Count <= MostTexts)
            {
                current = [.. from head in current from tail in exact select head + tail];
                continue;
            }

            best = Better(Better(best, Reduced(current)), piece.Literals);
            (current, isExact) = (piece.Exact ?? [""], false);
        }

        var alphabet = pieces.Aggregate(UInt128.Zero, static (all, piece) => all | piece.Alphabet);
        var length = (int)Math.Min(pieces.Sum(static piece => (long)piece.MinLength), LongestMinimum);
        return isExact ? new(current, null, alphabet, length) : new(null, Better(best, Reduced(current)), alphabet, length);
    }

    /// <summary>One or the other.</summary>
    public static PatternFacts Choice(IReadOnlyList<PatternFacts> pieces)
    {
        if (pieces.Count == 1)
        {
            return pieces[0];
        }

        var alphabet = pieces.Aggregate(UInt128.Zero, static (all, piece) => all | piece.Alphabet);
        var length = pieces.Min(static piece => piece.MinLength);
        return pieces.All(static piece => piece.Exact is not null) && pieces.Sum(static piece => piece.Exact!.Count) <= MostTexts
            ? new([.. pieces.SelectMany(static piece => piece.Exact!).Distinct()], null, alphabet, length)
            : new(null, Union(pieces), alphabet, length);
    }

    /// <summary>Several times: the first few apart, so that they make texts with what stands before them, then the rest.</summary>
    public IEnumerable<PatternFacts> Repeated(int least, int? most)
    {
        if ((least, most) == (0, 1))
        {
            return [Choice([this, Empty])];
        }

        var first = Math.Min(least, MostApart);
        var rest = (int)Math.Min((long)MinLength * (least - first), LongestMinimum);
        return [.. Enumerable.Repeat(this, first), .. first == most ? Array.Empty<PatternFacts>() : [new(null, null, Alphabet, rest)]];
    }

    /// <summary>Texts one of which is in every match; null where none are known.</summary>
    public IReadOnlyList<string>? Required() => Exact is null ? Literals : Reduced(Exact);

    private static IReadOnlyList<string>? Union(IReadOnlyList<PatternFacts> pieces)
    {
        var all = new List<string>();
        foreach (var piece in pieces)
        {
            if (piece.Required() is not { } required)
            {
                return null;
            }

            all.AddRange(required);
        }

        return all.Count <= 2 * MostTexts ? Reduced(all) : null;
    }

    // Those that have none of the others in them say the same; the empty text is in everything, and says nothing.
    private static IReadOnlyList<string>? Reduced(IReadOnlyList<string> texts)
    {
        var distinct = texts.Distinct().ToList();
        return distinct.Contains("") ? null
            : [.. distinct.Where(text => !distinct.Any(other => other != text && text.Contains(other, StringComparison.Ordinal)))];
    }

    private static IReadOnlyList<string>? Better(IReadOnlyList<string>? one, IReadOnlyList<string>? other) =>
        one is null ? other
        : other is null ? one
        : Worth(other) > Worth(one) ? other : one;

    // Long ones are rarer; no text at all means that nothing in ASCII can match.
    private static double Worth(IReadOnlyList<string> texts) => texts.Count == 0 ? double.MaxValue : texts.Min(static text => text.Length) - (texts.Count / 100.0);
}
