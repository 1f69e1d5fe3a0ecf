using System.Globalization;

namespace TracingReference.Collector.Configuration;

// Classes and escapes: what stands for characters.
internal sealed partial class GoRegexTranslation
{
    private static readonly Dictionary<string, string> PosixClasses = new(StringComparer.Ordinal)
    {
        ["alnum"] = "0-9A-Za-z", ["alpha"] = "A-Za-z", ["ascii"] = @"\x00-\x7F", ["blank"] = @"\t ", ["cntrl"] = @"\x00-\x1F\x7F",
        ["digit"] = "0-9", ["graph"] = "!-~", ["lower"] = "a-z", ["print"] = " -~", ["punct"] = @"!-/:-@\[-`{-~",
        ["space"] = @"\t\n\v\f\r ", ["upper"] = "A-Z", ["word"] = "0-9A-Za-z_", ["xdigit"] = "0-9A-Fa-f",
    };

    private void Class()
    {
        var start = _position;
        _target.Append('[');
        _position++;
        if (_position < pattern.Length && pattern[_position] == '^')
        {
            _target.Append('^');
            _position++;
        }

        for (var first = true; ; first = false)
        {
            if (_position >= pattern.Length)
            {
                throw new FormatException($"missing closing ]: `{pattern[start..]}`");
            }

            var next = pattern[_position];
            if (next == ']' && !first)
            {
                break;
            }

            switch (next)
            {
                case '\\': Escape(inClass: true); break;
                case '[' when PosixClass(): break;
                // .NET would subtract a class after a minus, and ends the class at a ] that stands first.
                case '[' or ']': _target.Append('\\').Append(next); _position++; break;
                default: _target.Append(next); _position++; break;
            }
        }

        _target.Append(']');
        _position++;
    }

    private bool PosixClass()
    {
        var rest = pattern.AsSpan(_position);
        var end = rest.StartsWith("[:") ? rest.IndexOf(":]") : -1;
        if (end < 0)
        {
            return false;
        }

        var name = rest[2..end].ToString();
        var isNegated = name.StartsWith('^');
        if (!PosixClasses.TryGetValue(name.TrimStart('^'), out var characters))
        {
            throw new FormatException($"invalid character class range: `{rest[..(end + 2)]}`");
        }

        _target.Append(isNegated ? AsciiComplement.Of(characters) : characters);
        _position += end + 2;
        return true;
    }

    private void Escape(bool inClass)
    {
        if (_position + 1 >= pattern.Length)
        {
            throw new FormatException("trailing backslash at end of expression: ``");
        }

        var next = pattern[_position + 1];
        _position += 2;
        switch (next)
        {
            case 'd' or 'w' or 's' or 'D' or 'W' or 'S':
                PerlClass(next, inClass);
                break;
            case 'A' or 'z' or 'b' or 'B' when !inClass:
                _target.Append('\\').Append(next);
                break;
            case 'a' or 'f' or 'n' or 'r' or 't' or 'v':
                _target.Append('\\').Append(next);
                break;
            case 'p' or 'P':
                UnicodeClass(next);
                break;
            case 'x':
                Hex();
                break;
            case 'Q' when !inClass:
                Quoted();
                break;
            case >= '0' and <= '7' when next == '0' || (_position < pattern.Length && pattern[_position] is >= '0' and <= '7'):
                Octal(next);
                break;
            case < '\x80' when !char.IsAsciiLetterOrDigit(next):
                _target.Append(next == '_' ? "_" : $"\\{next}");
                break;
            default:
                throw new FormatException($"invalid escape sequence: `\\{next}`");
        }
    }

    // In Go these are ASCII, in .NET Unicode.
    private void PerlClass(char letter, bool inClass)
    {
        var characters = char.ToLowerInvariant(letter) switch
        {
            'd' => "0-9",
            'w' => "0-9A-Za-z_",
            _ => @"\t\n\f\r ",
        };
        _target.Append((inClass, char.IsAsciiLetterLower(letter)) switch
        {
            (true, true) => characters,
            (true, false) => AsciiComplement.Of(characters),
            (false, true) => $"[{characters}]",
            _ => $"[^{characters}]",
        });
    }

    private void UnicodeClass(char letter)
    {
        var rest = pattern.AsSpan(_position);
        var end = rest.StartsWith("{") ? rest.IndexOf('}') : 0;
        var name = rest.IsEmpty || end < 0 ? "" : end > 0 ? rest[1..end].ToString() : rest[..1].ToString();
        if (name.StartsWith('^'))
        {
            (name, letter) = (name[1..], letter == 'p' ? 'P' : 'p');
        }

        if (name.Length is not (1 or 2))
        {
            throw new FormatException($"only Unicode's general categories are available here, such as \\pL and \\p{{Lu}}: `\\{letter}{{{name}}}`");
        }

        _target.Append('\\').Append(letter).Append('{').Append(name).Append('}');
        _position += end > 0 ? end + 1 : 1;
    }

    private void Hex()
    {
        var rest = pattern.AsSpan(_position);
        var end = rest.StartsWith("{") ? rest.IndexOf('}') : 0;
        var digits = end > 0 ? rest[1..end] : end == 0 && rest.Length >= 2 ? rest[..2] : [];
        if (!int.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) || code is < 0 or > 0xFFFF)
        {
            throw new FormatException($"invalid escape sequence: `\\x{digits}`");
        }

        Character(code);
        _position += end > 0 ? end + 1 : 2;
    }

    private void Octal(char first)
    {
        var code = first - '0';
        for (var count = 1; count < 3 && _position < pattern.Length && pattern[_position] is >= '0' and <= '7'; count++)
        {
            code = (code * 8) + pattern[_position++] - '0';
        }

        Character(code);
    }

    private void Quoted()
    {
        var end = pattern.IndexOf(@"\E", _position, StringComparison.Ordinal);
        var text = end < 0 ? pattern[_position..] : pattern[_position..end];
        foreach (var character in text)
        {
            Character(character);
        }

        _position = end < 0 ? pattern.Length : end + 2;
    }

    private void Character(int code) => _target.Append(CultureInfo.InvariantCulture, $"\\u{code:X4}");
}
