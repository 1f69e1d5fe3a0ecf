using System.Buffers;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace TracingReference.LoadTest.Reports;

/// <summary>Writes a value without line breaks: of a list of thousands of numbers each on a line of its own most would be indentation.</summary>
internal sealed class OneLineConverter<T> : JsonConverter<T>
{
    public override T? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => JsonSerializer.Deserialize(ref reader, Info(options));

    public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options)
    {
        var line = new ArrayBufferWriter<byte>();
        using (var inner = new Utf8JsonWriter(line, new JsonWriterOptions { Encoder = options.Encoder }))
        {
            JsonSerializer.Serialize(inner, value, Info(options));
        }

        writer.WriteRawValue(line.WrittenSpan, skipInputValidation: true);
    }

    private static JsonTypeInfo<T> Info(JsonSerializerOptions options) => (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
}
