using System.Text;

namespace TracingReference.Collector.Processors.Redaction;

/// <summary>Puts ? in place of every literal of an SQL statement, and of digits in names; the rest stays as it is written.</summary>
internal static class SqlSanitizer
{
    public static string Sanitize(string sql)
    {
        var text = sql.AsSpan().Trim();
        var result = new StringBuilder(text.Length);
        for (var position = 0; position < text.Length;)
        {
            var rest = text[position..];
            var length = rest switch
            {
                ['\'', ..] => Literal(result, StringLength(rest)),
                ['"' or '`', ..] => Name(result, rest[..Closed(rest, rest[0])]),
                ['$', >= '0' and <= '9', ..] => Literal(result, 1 + Digits(rest[1..])),
                ['$', ..] when DollarQuoteLength(rest) is > 0 and var quoted => Literal(result, quoted),
                ['-', '-', ..] => Copy(result, rest[..LineLength(rest)]),
                ['/', '*', ..] => Copy(result, rest[..CommentLength(rest)]),
                [>= '0' and <= '9', ..] or ['.', >= '0' and <= '9', ..] => Literal(result, NumberLength(rest)),
                ['-' or '+', >= '0' and <= '9', ..] or ['-' or '+', '.', >= '0' and <= '9', ..] => Literal(result, 1 + NumberLength(rest[1..])),
                [var first, ..] when IsNameStart(first) => Word(result, rest[..NameLength(rest)]),
                _ => Copy(result, rest[..1]),
            };
            position += length;
        }

        return result.ToString();
    }

    private static int Literal(StringBuilder result, int length)
    {
        result.Append('?');
        return length;
    }

    private static int Copy(StringBuilder result, ReadOnlySpan<char> text)
    {
        result.Append(text);
        return text.Length;
    }

    private static int Word(StringBuilder result, ReadOnlySpan<char> word) =>
        word.Equals("null", StringComparison.OrdinalIgnoreCase) || word.Equals("true", StringComparison.OrdinalIgnoreCase) || word.Equals("false", StringComparison.OrdinalIgnoreCase)
            ? Literal(result, word.Length)
            : Name(result, word);

    private static int Name(StringBuilder result, ReadOnlySpan<char> name)
    {
        for (var position = 0; position < name.Length;)
        {
            var digits = Digits(name[position..]);
            result.Append(digits > 0 ? '?' : name[position]);
            position += Math.Max(digits, 1);
        }

        return name.Length;
    }

    // Two quotes stand for one inside; a backslash takes the next character with it. What is never closed is a literal to the end.
    private static int StringLength(ReadOnlySpan<char> text)
    {
        for (var position = 1; position < text.Length; position++)
        {
            if (text[position] == '\\')
            {
                position++;
            }
            else if (text[position] == '\'' && text[(position + 1)..] is ['\'', ..])
            {
                position++;
            }
            else if (text[position] == '\'')
            {
                return position + 1;
            }
        }

        return text.Length;
    }

    private static int Closed(ReadOnlySpan<char> text, char quote) => text[1..].IndexOf(quote) is >= 0 and var end ? end + 2 : text.Length;

    private static int DollarQuoteLength(ReadOnlySpan<char> text)
    {
        var tagEnd = text[1..].IndexOf('$') + 1;
        if (tagEnd == 0 || text[1..tagEnd].ContainsAnyExcept("ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz0123456789"))
        {
            return 0;
        }

        var tag = text[..(tagEnd + 1)];
        return text[tag.Length..].IndexOf(tag) is >= 0 and var end ? end + (2 * tag.Length) : text.Length;
    }

    private static int LineLength(ReadOnlySpan<char> text) => text.IndexOf('\n') is >= 0 and var end ? end : text.Length;

    private static int CommentLength(ReadOnlySpan<char> text) => text[2..].IndexOf("*/") is >= 0 and var end ? end + 4 : text.Length;

    private static int Digits(ReadOnlySpan<char> text) => text.IndexOfAnyExceptInRange('0', '9') is >= 0 and var end ? end : text.Length;

    private static int NumberLength(ReadOnlySpan<char> text)
    {
        var end = 0;
        while (end < text.Length && (char.IsAsciiHexDigit(text[end]) || text[end] is '.' or 'x' or 'X' || (text[end] is '+' or '-' && end > 0 && text[end - 1] is 'e' or 'E' && !text[..end].Contains('x'))))
        {
            end++;
        }

        return end;
    }

    private static bool IsNameStart(char character) => char.IsLetter(character) || character is '_' or '@' or '#';

    private static int NameLength(ReadOnlySpan<char> text)
    {
        var end = 1;
        while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '_' or '@' or '#' or '$'))
        {
            end++;
        }

        return end;
    }
}
