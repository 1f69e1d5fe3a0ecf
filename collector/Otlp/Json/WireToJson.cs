using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace TracingReference.Collector.Otlp.Json;

/// <summary>Writes a batch as an OTLP request in JSON (OTLP 1.9, "JSON Protobuf Encoding"): fields that are absent or zero are left out.</summary>
public static class WireToJson
{
    // Telemetry is no web page: what need not be escaped is not.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true, MaxDepth = int.MaxValue };

    public static void Convert(Batch batch, IBufferWriter<byte> output)
    {
        using var wire = new WireWriter();
        batch.Write(wire);
        using var json = new Utf8JsonWriter(output, Options);
        Message(Otlp.Message.Read(OtlpSchema.Request(batch.Signal), wire.Written.ToArray()), json);
    }

    private static void Message(Message message, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach (var field in message.Type.Fields)
        {
            if (message.Has(field.Number))
            {
                Member(message, field, json);
            }
        }

        json.WriteEndObject();
    }

    private static void Member(Message message, Field field, Utf8JsonWriter json)
    {
        switch (field.Kind)
        {
            case FieldKind.Attributes:
                json.WritePropertyName(field.Name);
                KeyValues(message.Attributes, json);
                break;
            case FieldKind.Message when field.IsRepeated:
                json.WriteStartArray(field.Name);
                foreach (var child in message.Children(field.Number))
                {
                    Message(child, json);
                }

                json.WriteEndArray();
                break;
            case FieldKind.Message:
                json.WritePropertyName(field.Name);
                Message(message.Child(field.Number)!, json);
                break;
            case FieldKind.Value:
                json.WritePropertyName(field.Name);
                Value(message.Value(field.Number), json);
                break;
            case FieldKind.PackedDouble or FieldKind.PackedFixed64 or FieldKind.PackedVarint:
                Packed(field, message.Raw(field.Number).Span, json);
                break;
            case FieldKind.String when message.Text(field.Number) is { Length: > 0 } text:
                json.WriteString(field.Name, text);
                break;
            case FieldKind.Bytes or FieldKind.TraceId or FieldKind.SpanId when message.Raw(field.Number).Span is { IsEmpty: false } bytes:
                Binary(field, bytes, json);
                break;
            case FieldKind.String or FieldKind.Bytes or FieldKind.TraceId or FieldKind.SpanId:
                break;
            default:
                Number(field, message.Bits(field.Number), json);
                break;
        }
    }

    private static void Binary(Field field, ReadOnlySpan<byte> bytes, Utf8JsonWriter json)
    {
        if (field.Kind == FieldKind.Bytes)
        {
            json.WriteBase64String(field.Name, bytes);
        }
        else if (bytes.IndexOfAnyExcept((byte)0) >= 0)
        {
            json.WriteString(field.Name, System.Convert.ToHexStringLower(bytes));
        }
    }

    private static void Number(Field field, ulong bits, Utf8JsonWriter json)
    {
        if (bits == 0 && !field.IsOptional)
        {
            return;
        }

        json.WritePropertyName(field.Name);
        switch (field.Kind)
        {
            case FieldKind.Bool: json.WriteBooleanValue(bits != 0); break;
            case FieldKind.Fixed64: json.WriteStringValue(bits.ToString(CultureInfo.InvariantCulture)); break;
            case FieldKind.SFixed64 or FieldKind.Int64: json.WriteStringValue(((long)bits).ToString(CultureInfo.InvariantCulture)); break;
            case FieldKind.Double: Double(BitConverter.UInt64BitsToDouble(bits), json); break;
            case FieldKind.SInt32: json.WriteNumberValue((int)((uint)bits >> 1) ^ -(int)((uint)bits & 1)); break;
            case FieldKind.Enum: json.WriteNumberValue((int)bits); break;
            default: json.WriteNumberValue((uint)bits); break;
        }
    }

    private static void Packed(Field field, ReadOnlySpan<byte> packed, Utf8JsonWriter json)
    {
        json.WriteStartArray(field.Name);
        if (field.Kind == FieldKind.PackedVarint)
        {
            var reader = new WireReader(packed);
            while (!reader.AtEnd)
            {
                json.WriteStringValue(reader.ReadVarint().ToString(CultureInfo.InvariantCulture));
            }
        }
        else
        {
            for (; packed.Length > 0; packed = packed[sizeof(ulong)..])
            {
                var bits = BinaryPrimitives.ReadUInt64LittleEndian(packed);
                if (field.Kind == FieldKind.PackedDouble)
                {
                    Double(BitConverter.UInt64BitsToDouble(bits), json);
                }
                else
                {
                    json.WriteStringValue(bits.ToString(CultureInfo.InvariantCulture));
                }
            }
        }

        json.WriteEndArray();
    }

    private static void KeyValues(AttributeList attributes, Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var (key, value) in attributes)
        {
            json.WriteStartObject();
            json.WriteString("key", key);
            json.WritePropertyName("value");
            Value(value, json);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Value(AnyValue value, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        switch (value.Kind)
        {
            case ValueKind.String:
                json.WriteString("stringValue", value.Text);
                break;
            case ValueKind.Bool:
                json.WriteBoolean("boolValue", value.Bool);
                break;
            case ValueKind.Int:
                json.WriteString("intValue", value.Int.ToString(CultureInfo.InvariantCulture));
                break;
            case ValueKind.Double:
                json.WritePropertyName("doubleValue");
                Double(value.Double, json);
                break;
            case ValueKind.Bytes:
                json.WriteBase64String("bytesValue", value.Bytes);
                break;
            case ValueKind.Array:
                json.WriteStartObject("arrayValue");
                json.WriteStartArray("values");
                value.Items.ForEach(item => Value(item, json));
                json.WriteEndArray();
                json.WriteEndObject();
                break;
            case ValueKind.Map:
                json.WriteStartObject("kvlistValue");
                json.WritePropertyName("values");
                KeyValues(value.Map, json);
                json.WriteEndObject();
                break;
        }

        json.WriteEndObject();
    }

    private static void Double(double value, Utf8JsonWriter json)
    {
        if (double.IsFinite(value))
        {
            json.WriteNumberValue(value);
        }
        else
        {
            json.WriteStringValue(double.IsNaN(value) ? "NaN" : value > 0 ? "Infinity" : "-Infinity");
        }
    }
}
