using System.Buffers;
using System.Text.Json;
using static TracingReference.Collector.Otlp.Json.JsonTokens;

namespace TracingReference.Collector.Otlp.Json;

/// <summary>Writes fields that hold one value, or a packed list of numbers, from JSON.</summary>
internal static class JsonScalars
{
    public static void Packed(Field field, ref Utf8JsonReader reader, WireWriter writer)
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

    public static void Scalar(Field field, ref Utf8JsonReader reader, WireWriter writer)
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

    public static void Text(int number, ref Utf8JsonReader reader, WireWriter writer)
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

    public static void Base64(int number, ref Utf8JsonReader reader, WireWriter writer)
    {
        var characters = Characters(ref reader, "base64");
        var bytes = new byte[System.Buffers.Text.Base64.GetMaxDecodedFromUtf8Length(characters.Length)];
        if (System.Buffers.Text.Base64.DecodeFromUtf8(characters, bytes, out _, out var written) != OperationStatus.Done)
        {
            throw new WireFormatException("illegal base64");
        }

        writer.Bytes(number, bytes.AsSpan(0, written));
    }

    private static ulong ZigZag(int value) => (uint)((value << 1) ^ (value >> 31));
}
