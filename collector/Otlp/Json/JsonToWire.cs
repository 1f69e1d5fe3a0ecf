using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;

namespace TracingReference.Collector.Otlp.Json;

/// <summary>
/// Turns an OTLP request in JSON into protobuf, so that the collector has one form of everything. As lenient as upstream:
/// unknown fields and text after the request are passed over, numbers may be strings, enumerations names, null is absence.
/// </summary>
/// <remarks>OTLP 1.9, "JSON Protobuf Encoding": ids are hex, 64-bit numbers are strings or numbers, bytes are base64.</remarks>
public static class JsonToWire
{
    // Each value of a map in a map is within an object, a list, an object and an object again.
    private static readonly JsonReaderOptions Options = new() { MaxDepth = (WireCheck.MaxDepth * 4) + 64, AllowMultipleValues = true };

    /// <exception cref="WireFormatException">It is no such request.</exception>
    public static void Convert(Signal signal, ReadOnlySpan<byte> json, WireWriter writer)
    {
        var reader = new Utf8JsonReader(json, Options);
        try
        {
            if (!reader.Read())
            {
                throw new WireFormatException("the body is empty, and no JSON object");
            }

            if (reader.TokenType != JsonTokenType.Null)
            {
                Message(OtlpSchema.Request(signal), ref reader, writer);
            }
        }
        catch (JsonException error)
        {
            throw new WireFormatException($"invalid JSON at byte {error.BytePositionInLine}: {error.Message}")
            {
                IsUnspeakable = reader.BytesConsumed < json.Length && json[(int)reader.BytesConsumed] >= 0x80,
            };
        }
    }

    private static void Message(MessageType type, ref Utf8JsonReader reader, WireWriter writer)
    {
        Expect(ref reader, JsonTokenType.StartObject, type.Name);
        while (Next(ref reader) != JsonTokenType.EndObject)
        {
            var field = type[Name(ref reader)];
            Next(ref reader);
            if (field is null)
            {
                reader.Skip();
            }
            else if (reader.TokenType != JsonTokenType.Null)
            {
                Member(field, ref reader, writer);
            }
        }
    }

    private static void Member(Field field, ref Utf8JsonReader reader, WireWriter writer)
    {
        switch (field.Kind)
        {
            case FieldKind.Attributes:
                KeyValues(field.Number, ref reader, writer);
                break;
            case FieldKind.PackedFixed64 or FieldKind.PackedDouble or FieldKind.PackedVarint:
                Packed(field, ref reader, writer);
                break;
            case FieldKind.Message when field.IsRepeated:
                Expect(ref reader, JsonTokenType.StartArray, field.Name);
                while (Next(ref reader) != JsonTokenType.EndArray)
                {
                    Nested(field, ref reader, writer);
                }

                break;
            case FieldKind.Message:
                Nested(field, ref reader, writer);
                break;
            case FieldKind.Value:
                var start = writer.Begin(field.Number);
                Value(ref reader, writer);
                writer.End(start);
                break;
            default:
                Scalar(field, ref reader, writer);
                break;
        }
    }

    private static void Nested(Field field, ref Utf8JsonReader reader, WireWriter writer)
    {
        var start = writer.Begin(field.Number);
        if (reader.TokenType != JsonTokenType.Null)
        {
            Message(field.Type!, ref reader, writer);
        }

        writer.End(start);
    }

    private static void KeyValues(int number, ref Utf8JsonReader reader, WireWriter writer)
    {
        Expect(ref reader, JsonTokenType.StartArray, "attributes");
        while (Next(ref reader) != JsonTokenType.EndArray)
        {
            var start = writer.Begin(number);
            if (reader.TokenType != JsonTokenType.Null)
            {
                KeyValue(ref reader, writer);
            }

            writer.End(start);
        }
    }

    private static void KeyValue(ref Utf8JsonReader reader, WireWriter writer)
    {
        Expect(ref reader, JsonTokenType.StartObject, "KeyValue");
        while (Next(ref reader) != JsonTokenType.EndObject)
        {
            var name = Name(ref reader);
            Next(ref reader);
            switch (name)
            {
                case "key":
                    Text(1, ref reader, writer);
                    break;
                case "value" when reader.TokenType != JsonTokenType.Null:
                    var start = writer.Begin(2);
                    Value(ref reader, writer);
                    writer.End(start);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }

    private static void Value(ref Utf8JsonReader reader, WireWriter writer)
    {
        Expect(ref reader, JsonTokenType.StartObject, "AnyValue");
        while (Next(ref reader) != JsonTokenType.EndObject)
        {
            var name = Name(ref reader);
            Next(ref reader);
            switch (name)
            {
                case "stringValue" or "string_value":
                    Text((int)ValueKind.String, ref reader, writer);
                    break;
                case "boolValue" or "bool_value":
                    writer.Tag((int)ValueKind.Bool, WireType.Varint);
                    writer.Varint(Bool(ref reader));
                    break;
                case "intValue" or "int_value":
                    writer.Tag((int)ValueKind.Int, WireType.Varint);
                    writer.Varint((ulong)Int64(ref reader));
                    break;
                case "doubleValue" or "double_value":
                    writer.Tag((int)ValueKind.Double, WireType.Fixed64);
                    writer.Fixed64(BitConverter.DoubleToUInt64Bits(Double(ref reader)));
                    break;
                case "arrayValue" or "array_value":
                    Listed((int)ValueKind.Array, "values", ref reader, writer, isMap: false);
                    break;
                case "kvlistValue" or "kvlist_value":
                    Listed((int)ValueKind.Map, "values", ref reader, writer, isMap: true);
                    break;
                case "bytesValue" or "bytes_value":
                    Base64((int)ValueKind.Bytes, ref reader, writer);
                    break;
                default:
                    reader.Skip();
                    break;
            }
        }
    }

    private static void Listed(int number, string member, ref Utf8JsonReader reader, WireWriter writer, bool isMap)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        Expect(ref reader, JsonTokenType.StartObject, member);
        var start = writer.Begin(number);
        while (Next(ref reader) != JsonTokenType.EndObject)
        {
            var isList = reader.ValueTextEquals(member);
            Next(ref reader);
            if (!isList || reader.TokenType == JsonTokenType.Null)
            {
                reader.Skip();
            }
            else if (isMap)
            {
                KeyValues(1, ref reader, writer);
            }
            else
            {
                Expect(ref reader, JsonTokenType.StartArray, member);
                while (Next(ref reader) != JsonTokenType.EndArray)
                {
                    var item = writer.Begin(1);
                    if (reader.TokenType != JsonTokenType.Null)
                    {
                        Value(ref reader, writer);
                    }

                    writer.End(item);
                }
            }
        }

        writer.End(start);
    }

    private static void Packed(Field field, ref Utf8JsonReader reader, WireWriter writer)
    {
        Expect(ref reader, JsonTokenType.StartArray, field.Name);
        var start = writer.Begin(field.Number);
        while (Next(ref reader) != JsonTokenType.EndArray)
        {
            switch (field.Kind)
            {
                case FieldKind.PackedDouble: writer.Fixed64(BitConverter.DoubleToUInt64Bits(Double(ref reader))); break;
                case FieldKind.PackedFixed64: writer.Fixed64(UInt64(ref reader)); break;
                default: writer.Varint(UInt64(ref reader)); break;
            }
        }

        writer.End(start);
    }

    private static void Scalar(Field field, ref Utf8JsonReader reader, WireWriter writer)
    {
        switch (field.Kind)
        {
            case FieldKind.String:
                Text(field.Number, ref reader, writer);
                return;
            case FieldKind.Bytes:
                Base64(field.Number, ref reader, writer);
                return;
            case FieldKind.TraceId:
                Id(field.Number, TraceId.Size, ref reader, writer);
                return;
            case FieldKind.SpanId:
                Id(field.Number, sizeof(ulong), ref reader, writer);
                return;
        }

        writer.Tag(field.Number, field.WireType);
        switch (field.Kind)
        {
            case FieldKind.Bool: writer.Varint(Bool(ref reader)); break;
            case FieldKind.Enum: writer.Varint((ulong)EnumValue(field, ref reader)); break;
            case FieldKind.UInt32: writer.Varint(checked((uint)Ranged(UInt64(ref reader), uint.MaxValue))); break;
            case FieldKind.SInt32: writer.Varint(ZigZag((int)Int64(ref reader))); break;
            case FieldKind.Int64: writer.Varint((ulong)Int64(ref reader)); break;
            case FieldKind.Fixed32: writer.Fixed32((uint)Ranged(UInt64(ref reader), uint.MaxValue)); break;
            case FieldKind.Fixed64: writer.Fixed64(UInt64(ref reader)); break;
            case FieldKind.SFixed64: writer.Fixed64((ulong)Int64(ref reader)); break;
            case FieldKind.Double: writer.Fixed64(BitConverter.DoubleToUInt64Bits(Double(ref reader))); break;
        }
    }

    private static void Text(int number, ref Utf8JsonReader reader, WireWriter writer)
    {
        if (reader.TokenType == JsonTokenType.Null)
        {
            return;
        }

        // Bytes that are no UTF-8 pass through as they are, as they do in protobuf.
        writer.Bytes(number, Characters(ref reader, "text"));
    }

    private static void Id(int number, int size, ref Utf8JsonReader reader, WireWriter writer)
    {
        var hex = Characters(ref reader, "an id");
        if (hex.IsEmpty)
        {
            return;
        }

        if (hex.Length != size * 2)
        {
            throw new WireFormatException($"an id of {hex.Length} characters, where there must be {size * 2} or none");
        }

        Span<byte> id = stackalloc byte[size];
        if (System.Convert.FromHexString(hex, id, out _, out _) != OperationStatus.Done)
        {
            throw new WireFormatException("an id that is not in hexadecimal");
        }

        writer.Bytes(number, id);
    }

    private static void Base64(int number, ref Utf8JsonReader reader, WireWriter writer)
    {
        var characters = Characters(ref reader, "base64");
        var bytes = new byte[System.Buffers.Text.Base64.GetMaxDecodedFromUtf8Length(characters.Length)];
        if (System.Buffers.Text.Base64.DecodeFromUtf8(characters, bytes, out _, out var written) != OperationStatus.Done)
        {
            throw new WireFormatException("illegal base64");
        }

        writer.Bytes(number, bytes.AsSpan(0, written));
    }

    private static ReadOnlySpan<byte> Characters(ref Utf8JsonReader reader, string what)
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
    private static string Name(ref Utf8JsonReader reader)
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

    private static ulong Bool(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.True => 1,
        JsonTokenType.False or JsonTokenType.Null => 0,
        _ => throw Unexpected(ref reader, "true or false"),
    };

    private static long EnumValue(Field field, ref Utf8JsonReader reader)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            return Int64(ref reader);
        }

        var value = Array.IndexOf(field.Values!, Name(ref reader));
        return value >= 0 ? value : throw new WireFormatException($"{field.Name} has no value of that name");
    }

    private static long Int64(ref Utf8JsonReader reader) =>
        Utf8Parser.TryParse(Digits(ref reader), out long value, out var length) && length == Digits(ref reader).Length
            ? value
            : throw Unexpected(ref reader, "a whole number");

    private static ulong UInt64(ref Utf8JsonReader reader) =>
        Utf8Parser.TryParse(Digits(ref reader), out ulong value, out var length) && length == Digits(ref reader).Length
            ? value
            : throw Unexpected(ref reader, "a whole number of 0 or more");

    private static double Double(ref Utf8JsonReader reader)
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

    private static ReadOnlySpan<byte> Digits(ref Utf8JsonReader reader) => reader.TokenType switch
    {
        JsonTokenType.Number => reader.ValueSpan,
        JsonTokenType.String => Characters(ref reader, "a number"),
        JsonTokenType.Null => "0"u8,
        _ => throw Unexpected(ref reader, "a number"),
    };

    private static ulong Ranged(ulong value, ulong most) =>
        value <= most ? value : throw new WireFormatException($"{value} is more than {most}");

    private static ulong ZigZag(int value) => (uint)((value << 1) ^ (value >> 31));

    private static JsonTokenType Next(ref Utf8JsonReader reader) =>
        reader.Read() ? reader.TokenType : throw new WireFormatException("the JSON ends before the request does");

    private static void Expect(ref Utf8JsonReader reader, JsonTokenType token, string what)
    {
        if (reader.TokenType != token)
        {
            throw Unexpected(ref reader, what);
        }
    }

    private static WireFormatException Unexpected(ref Utf8JsonReader reader, string what) =>
        new($"expected {what}, found {reader.TokenType} at byte {reader.TokenStartIndex}");
}
