using System.Text.Json;
using static TracingReference.Collector.Otlp.Json.JsonTokens;

namespace TracingReference.Collector.Otlp.Json;

/// <summary>Writes attributes and values of any type (AnyValue), however nested, from JSON.</summary>
internal static class JsonValues
{
    public static void Attributes(int number, ref Utf8JsonReader reader, WireWriter writer)
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
                    JsonScalars.Text(1, ref reader, writer);
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

    public static void Value(ref Utf8JsonReader reader, WireWriter writer)
    {
        Expect(ref reader, JsonTokenType.StartObject, "AnyValue");
        while (Next(ref reader) != JsonTokenType.EndObject)
        {
            var name = Name(ref reader);
            Next(ref reader);
            switch (name)
            {
                case "stringValue" or "string_value":
                    JsonScalars.Text((int)ValueKind.String, ref reader, writer);
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
                    JsonScalars.Base64((int)ValueKind.Bytes, ref reader, writer);
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
                Attributes(1, ref reader, writer);
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
}
