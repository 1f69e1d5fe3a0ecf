using System.Text.Json;
using static TracingReference.Collector.Otlp.Json.JsonTokens;

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
                JsonValues.Attributes(field.Number, ref reader, writer);
                break;
            case FieldKind.PackedFixed64 or FieldKind.PackedDouble or FieldKind.PackedVarint:
                JsonScalars.Packed(field, ref reader, writer);
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
                JsonValues.Value(ref reader, writer);
                writer.End(start);
                break;
            default:
                JsonScalars.Scalar(field, ref reader, writer);
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
}
