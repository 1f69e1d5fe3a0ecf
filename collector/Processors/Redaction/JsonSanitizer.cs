using System.Buffers;
using System.Text;
using System.Text.Json;

namespace TracingReference.Collector.Processors.Redaction;

/// <summary>Puts "?" in place of every value of a JSON document, whose keys tell what was asked.</summary>
internal static class JsonSanitizer
{
    /// <summary>Text that is no JSON stays as it is.</summary>
    public static string Sanitize(string text)
    {
        var start = text.AsSpan().TrimStart();
        if (start is not (['{', ..] or ['[', ..]))
        {
            return text;
        }

        var target = new ArrayBufferWriter<byte>();
        try
        {
            using var writer = new Utf8JsonWriter(target);
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text));
            while (reader.Read())
            {
                Write(writer, ref reader);
            }
        }
        catch (JsonException)
        {
            return text;
        }

        return Encoding.UTF8.GetString(target.WrittenSpan);
    }

    private static void Write(Utf8JsonWriter writer, ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject: writer.WriteStartObject(); break;
            case JsonTokenType.EndObject: writer.WriteEndObject(); break;
            case JsonTokenType.StartArray: writer.WriteStartArray(); break;
            case JsonTokenType.EndArray: writer.WriteEndArray(); break;
            case JsonTokenType.PropertyName: writer.WritePropertyName(reader.GetString()!); break;
            default: writer.WriteStringValue("?"); break;
        }
    }
}
