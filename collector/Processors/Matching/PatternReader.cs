using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using TracingReference.Collector.Configuration;

namespace TracingReference.Collector.Processors.Matching;

/// <summary>
/// Reads from a pattern what every match of it must have. It reads what <see cref="GoRegex"/> writes, which is little of what
/// .NET knows; whatever else it finds makes it say that nothing is known.
/// </summary>
internal sealed class PatternReader
{
    private readonly string _pattern;
    private int _position;

    private PatternReader(string pattern) => _pattern = pattern;

    public static PatternFacts Read(Regex regex)
    {
        try
        {
            var reader = new PatternReader(regex.ToString());
            var facts = reader.Choice();
            return reader._position == reader._pattern.Length ? facts : PatternFacts.Unknown;
        }
        catch (Exception error) when (error is FormatException or ArgumentException or InsufficientExecutionStackException)
        {
            return PatternFacts.Unknown;
        }
    }

    private bool AtEnd => _position >= _pattern.Length;

    private PatternFacts Choice()
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        var choices = new List<PatternFacts> { Sequence() };
        while (!AtEnd && _pattern[_position] == '|')
        {
            _position++;
            choices.Add(Sequence());
        }

        return PatternFacts.Choice(choices);
    }

    private PatternFacts Sequence()
    {
        var pieces = new List<PatternFacts>();
        while (!AtEnd && _pattern[_position] is not ('|' or ')'))
        {
            pieces.AddRange(Repeat(Piece()));
        }

        return PatternFacts.Sequence(pieces);
    }

    private PatternFacts Piece()
    {
        switch (_pattern[_position])
        {
            case '(':
                return Group();
            case '^' or '$':
                _position++;
                return PatternFacts.Empty;
            case '[':
                return PatternFacts.Character(Taken(ClassLength()));
            case '\\':
                return Escape();
            case '*' or '+' or '?' or '{':
                throw new FormatException("nothing to repeat");
            case '.':
                return PatternFacts.Character(Taken(1));
            case < '\x80' and var character:
                _position++;
                return PatternFacts.Character(character);
            default:
                return PatternFacts.Character(Taken(1));
        }
    }

    private PatternFacts Group()
    {
        var rest = _pattern.AsSpan(_position);
        if (!rest.StartsWith("(?"))
        {
            _position++;
        }
        else
        {
            var named = rest.StartsWith("(?<");
            var length = named ? rest.IndexOf('>') : 2 + rest[2..].IndexOfAnyExcept("ims-");
            _position += length + 1;

            // Flags alone hold for the rest: neither case nor lines make a difference to what is read here.
            if (!named && rest[length] == ')')
            {
                return PatternFacts.Empty;
            }

            if ((named && rest[3] is '=' or '!') || (!named && rest[length] != ':'))
            {
                throw new FormatException("a group that GoRegex does not write");
            }
        }

        var facts = Choice();
        if (AtEnd)
        {
            throw new FormatException("a group without an end");
        }

        _position++;
        return facts;
    }

    // GoRegex writes a bracket inside a class with a backslash before it.
    private int ClassLength()
    {
        var end = _position + 1;
        while (end < _pattern.Length && _pattern[end] != ']')
        {
            end += _pattern[end] == '\\' ? 2 : 1;
        }

        return end + 1 - _position;
    }

    private PatternFacts Escape()
    {
        switch (_pattern[_position + 1])
        {
            case 'A' or 'z' or 'b' or 'B':
                _position += 2;
                return PatternFacts.Empty;
            case 'u':
                return PatternFacts.Character(Taken(6));
            case 'p' or 'P':
                return PatternFacts.Character(Taken(_pattern.IndexOf('}', _position) + 1 - _position));
            case 'a' or 'f' or 'n' or 'r' or 't' or 'v':
            case < '\x80' and var sign when !char.IsAsciiLetterOrDigit(sign):
                return PatternFacts.Character(Taken(2));
            default:
                throw new FormatException("an escape that GoRegex does not write");
        }
    }

    private IEnumerable<PatternFacts> Repeat(PatternFacts piece)
    {
        if (AtEnd || _pattern[_position] is not ('*' or '+' or '?' or '{'))
        {
            return [piece];
        }

        var (least, most) = Times();

        // As few as it can: the same texts.
        _position += !AtEnd && _pattern[_position] == '?' ? 1 : 0;
        return piece.Repeated(least, most);
    }

    private (int Least, int? Most) Times()
    {
        switch (_pattern[_position])
        {
            case '*':
                _position++;
                return (0, null);
            case '+':
                _position++;
                return (1, null);
            case '?':
                _position++;
                return (0, 1);
            default:
                var text = Taken(_pattern.IndexOf('}', _position) + 1 - _position)[1..^1];
                var comma = text.IndexOf(',', StringComparison.Ordinal);
                var least = Number(comma < 0 ? text : text[..comma]);
                return (least, comma < 0 ? least : comma == text.Length - 1 ? null : Number(text[(comma + 1)..]));
        }
    }

    private static int Number(string digits) => int.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);

    private string Taken(int length)
    {
        var start = _position;
        _position += length;
        return _pattern.Substring(start, length);
    }
}
