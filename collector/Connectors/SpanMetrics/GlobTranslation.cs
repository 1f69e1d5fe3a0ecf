using System.Text;
using System.Text.RegularExpressions;

namespace TracingReference.Collector.Connectors.SpanMetrics;

/// <summary>Puts a <see cref="Glob"/> into the words of a regular expression.</summary>
internal sealed class GlobTranslation(string pattern)
{
    private readonly StringBuilder _regex = new(@"\A(?:");
    private int _position;
    private int _braces;

    private bool AtEnd => _position == pattern.Length;

    /// <exception cref="FormatException">It is no pattern.</exception>
    public string Translate()
    {
        while (!AtEnd)
        {
            Item(pattern[_position++]);
        }

        // Upstream closes what was left open.
        return _regex.Append(')', _braces).Append(@")\z").ToString();
    }

    private void Item(char character)
    {
        switch (character)
        {
            case '*' when !AtEnd && pattern[_position] == '*':
                _position++;
                _regex.Append(".*");
                break;
            case '*':
                _regex.Append("[^.]*");
                break;
            case '?':
                _regex.Append("[^.]");
                break;
            case '[':
                Characters();
                break;
            case '{':
                _braces++;
                _regex.Append("(?:");
                break;
            case ',' when _braces > 0:
                _regex.Append('|');
                break;
            case '}' when _braces > 0:
                _braces--;
                _regex.Append(')');
                break;
            case '\\' when AtEnd:
                break;
            case '\\':
                _regex.Append(Regex.Escape($"{pattern[_position++]}"));
                break;
            default:
                _regex.Append(Regex.Escape($"{character}"));
                break;
        }
    }

    // Either one range or a list: upstream knows no mixture of both.
    private void Characters()
    {
        var isNot = Next() == '!';
        var first = isNot ? Next() : pattern[_position - 1];
        _regex.Append(isNot ? "[^" : "[");
        if (!AtEnd && pattern[_position] == '-')
        {
            _position++;
            var last = Next();
            if (last < first)
            {
                throw new FormatException($"'{first}-{last}' goes backwards");
            }

            if (Next() != ']')
            {
                throw new FormatException($"']' is expected after '{first}-{last}'");
            }

            Literal(first);
            _regex.Append('-');
            Literal(last);
        }
        else if (first == ']')
        {
            throw new FormatException("there is nothing between '[' and ']'");
        }
        else
        {
            for (var character = first; character != ']'; character = Next())
            {
                Literal(character == '\\' ? Next() : character);
            }
        }

        _regex.Append(']');
    }

    private char Next() => AtEnd ? throw new FormatException("']' is missing") : pattern[_position++];

    private void Literal(char character)
    {
        if (character is '[' or ']' or '\\' or '^' or '-')
        {
            _regex.Append('\\');
        }

        _regex.Append(character);
    }
}
