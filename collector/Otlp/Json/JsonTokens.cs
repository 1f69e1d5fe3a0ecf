using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;

namespace TracingReference.Collector.Otlp.Json;

/// <summary>
/// Reads tokens of OTLP in JSON, as lenient as upstream: numbers may be strings, enumerations names, null is zero. What is
/// something else is a <see cref="WireFormatException"/>.
/// </summary>
internal static class JsonTokens
{
    public static ReadOnlySpan<byte> Characters(ref Utf8JsonReader reader, string what)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw Unexpected(ref reader, what);
        }

        if (!reader.ValueIsEscaped)
        {
            return reader.ValueSpan;
        }

        try
        {
            var text = new byte[reader.ValueSpan.Length];
            return text.AsSpan(0, reader.CopyString(text));
        }
        catch (InvalidOperationException)
        {
            throw new WireFormatException("a string whose escapes are no Unicode");
        }
    }

    // A name that is no Unicode is one that nobody knows.
    public static string Name(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }

    public static ulong Bool(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.True => 1,
        JsonTokenType.False or JsonTokenType.Null => 0,
        _ => throw Unexpected(ref reader, "true or false"),
    };

    public static long EnumValue(Field field, ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            return Int64(ref reader);
        }

        var value = Array.IndexOf(field.Values!, Name(ref reader));
        return value >= 0 ? value : throw new WireFormatException($"{field.Name} has no value of that name");
    }

    public static long Int64(ref Utf8JsonReader reader) =>
        Utf8Parser.TryParse(Digits(ref reader), out long value, out var length) && length == Digits(ref reader).Length
            ? value
            : throw Unexpected(ref reader, "a whole number");

    public static ulong UInt64(ref Utf8JsonReader reader) =>
        Utf8Parser.TryParse(Digits(ref reader), out ulong value, out var length) && length == Digits(ref reader).Length
            ? value
            : throw Unexpected(ref reader, "a whole number of 0 or more");

    public static double Double(ref Utf8JsonReader reader)
    {
        var digits = Digits(ref reader);
        return digits switch
        {
            _ when digits.SequenceEqual("NaN"u8) => double.NaN,
            _ when digits.SequenceEqual("Infinity"u8) => double.PositiveInfinity,
            _ when digits.SequenceEqual("-Infinity"u8) => double.NegativeInfinity,
            _ => double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value : throw Unexpected(ref reader, "a number"),
        };
    }

    public static ulong Ranged(ulong value, ulong most) =>
        value <= most ? value : throw new WireFormatException($"{value} is more than {most}");

    public static JsonTokenType Next(ref Utf8JsonReader reader) =>
        reader.Read() ? reader.TokenType : throw new WireFormatException("the JSON ends before the request does");

    public static void Expect(ref Utf8JsonReader reader, JsonTokenType token, string what)
    {
        if (reader.TokenType != token)
        {
            throw Unexpected(ref reader, what);
        }
    }

    private static ReadOnlySpan<byte> Digits(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Number => reader.ValueSpan,
        JsonTokenType.String => Characters(ref reader, "a number"),
        JsonTokenType.Null => "0"u8,
        _ => throw Unexpected(ref reader, "a number"),
    };

    private static WireFormatException Unexpected(ref Utf8JsonReader reader, string what) =>
        new($"expected {what}, found {reader.TokenType} at byte {reader.TokenStartIndex}");
}
