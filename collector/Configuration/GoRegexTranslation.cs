using System.Globalization;
using System.Text;

namespace TracingReference.Collector.Configuration;

/// <summary>Rewrites an RE2 pattern so that .NET reads the same from it, and refuses what RE2 refuses.</summary>
internal sealed partial class GoRegexTranslation(string pattern)
{
    private const int MaxRepeat = 1000;

    private readonly StringBuilder _target = new(pattern.Length + 16);
    private readonly Stack<bool> _multiline = new([false]);
    private int _position;

    /// <exception cref="FormatException">RE2 refuses it.</exception>
    public string Translate()
    {
        while (_position < pattern.Length)
        {
            switch (pattern[_position])
            {
                case '\\': Escape(inClass: false); break;
                case '[': Class(); break;
                case '(': Group(); break;
                case ')': EndGroup(); break;
                case '{': Repeat(); break;
                case '$': End(); break;
                default: _target.Append(pattern[_position++]); break;
            }
        }

        return _multiline.Count == 1 ? _target.ToString() : throw new FormatException($"missing closing ): `{pattern}`");
    }

    // Without (?m), Go's $ is the very end; .NET's also stands before a last line break.
    private void End()
    {
        _target.Append(_multiline.Peek() ? "$" : @"\z");
        _position++;
    }

    private void EndGroup()
    {
        if (_multiline.Count == 1)
        {
            throw new FormatException($"unexpected ): `{pattern}`");
        }

        _multiline.Pop();
        _target.Append(')');
        _position++;
    }

    private void Group()
    {
        var rest = pattern.AsSpan(_position);
        if (!rest.StartsWith("(?"))
        {
            _multiline.Push(_multiline.Peek());
            _target.Append('(');
            _position++;
            return;
        }

        var nameStart = rest.StartsWith("(?P<") ? 4 : rest.StartsWith("(?<") ? 3 : 0;
        if (nameStart > 0)
        {
            var length = rest[nameStart..].IndexOf('>');
            var name = length > 0 ? rest.Slice(nameStart, length) : [];
            if (name.IsEmpty || name.ContainsAnyExcept(WordCharacters) || char.IsAsciiDigit(name[0]))
            {
                throw new FormatException($"invalid named capture: `{rest}`");
            }

            _target.Append("(?<").Append(name).Append('>');
            _multiline.Push(_multiline.Peek());
            _position += nameStart + length + 1;
            return;
        }

        Flags(rest);
    }

    private static ReadOnlySpan<char> WordCharacters => "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz";

    // (?ims-ims) and (?ims-ims:...). Anything else that begins with (? is Perl's, and not RE2's.
    private void Flags(ReadOnlySpan<char> rest)
    {
        var length = rest[2..].IndexOfAnyExcept("ims-");
        var end = length >= 0 ? rest[2 + length] : '\0';
        var flags = rest.Slice(2, Math.Max(length, 0));
        if (end is not (':' or ')') || flags.Count('-') > 1 || (flags.IsEmpty && end == ')') || flags is [.., '-'])
        {
            throw new FormatException(end == 'U'
                ? $"the flag U (ungreedy) is not available here: `{rest}`"
                : $"invalid or unsupported Perl syntax: `{rest[..Math.Min(rest.Length, 3)]}`");
        }

        var minus = flags.IndexOf('-');
        var multiline = _multiline.Peek();
        multiline = (minus < 0 ? flags : flags[..minus]).Contains('m') || (multiline && !(minus >= 0 && flags[minus..].Contains('m')));
        if (end == ')')
        {
            _multiline.Pop();
        }

        _multiline.Push(multiline);
        _target.Append("(?").Append(flags).Append(end);
        _position += 2 + length + 1;
    }

    // {n}, {n,} and {n,m} repeat, up to a thousand times; any other brace is itself.
    private void Repeat()
    {
        var close = pattern.IndexOf('}', _position);
        var text = close < 0 ? "" : pattern[(_position + 1)..close];
        var comma = text.IndexOf(',', StringComparison.Ordinal);
        var (low, high) = comma < 0 ? (text, text) : (text[..comma], text[(comma + 1)..]);
        if (!IsNumber(low) || !(high.Length == 0 || IsNumber(high)))
        {
            _target.Append(@"\{");
            _position++;
            return;
        }

        if (Number(low) > MaxRepeat || (high.Length > 0 && (Number(high) > MaxRepeat || Number(high) < Number(low))))
        {
            throw new FormatException($"invalid repeat count: `{{{text}}}`");
        }

        _target.Append(pattern, _position, close + 1 - _position);
        _position = close + 1;
    }

    private static bool IsNumber(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);

    private static int Number(string digits) => int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;
}
