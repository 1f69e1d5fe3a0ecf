namespace TracingReference.Collector.Otlp;

/// <summary>
/// Checks a whole request before anything else reads it: every tag, length and id at every depth. After that, what stands
/// behind the receiver can read slices without guarding against broken ones.
/// </summary>
public static class WireCheck
{
    /// <summary>Values may be nested this deep; deeper ones are refused, so that no reader runs out of stack.</summary>
    public const int MaxDepth = 1000;

    private static readonly MessageType KeyValue = new("KeyValue", new(1, "key", FieldKind.String), new(2, "value", FieldKind.Value));

    /// <exception cref="WireFormatException">They are not what the table says.</exception>
    public static void Request(Signal signal, ReadOnlySpan<byte> request) => Message(OtlpSchema.Request(signal), request, 0);

    private static void Message(MessageType type, ReadOnlySpan<byte> bytes, int depth)
    {
        var reader = new WireReader(bytes);
        while (!reader.AtEnd)
        {
            // As good as every field is known and of the type that it should be; one look into a table says so.
            if (type.ByTag(bytes[reader.Position]) is { } field)
            {
                reader.ReadTag();
            }
            else if (IsOther(type, ref reader, out field))
            {
                continue;
            }

            switch (field.WireType)
            {
                case WireType.Bytes:
                    var content = reader.ReadBytes();
                    if (field.Kind is not (FieldKind.String or FieldKind.Bytes) && !(field.Kind == FieldKind.Attributes && IsShortText(content)))
                    {
                        Content(field, content, depth);
                    }

                    break;
                case WireType.Varint: reader.ReadVarint(); break;
                case WireType.Fixed64: reader.ReadFixed64(); break;
                default: reader.ReadFixed32(); break;
            }
        }
    }

    // Passes over a field that is unknown or unpacked; false where it is neither.
    private static bool IsOther(MessageType type, ref WireReader reader, out Field field)
    {
        var (number, wire) = reader.ReadTag();
        field = type[number]!;
        if (field is null)
        {
            reader.Skip(wire);
            return true;
        }

        if (field.WireType != wire)
        {
            CheckUnpacked(type, field, ref reader, wire);
            return true;
        }

        return false;
    }

    // Nearly every attribute is a key (1) and a value (2) with a string (1), each shorter than 128 bytes, and nothing else.
    // Where the four tags and lengths fit together exactly, there is nothing more to check.
    private static bool IsShortText(ReadOnlySpan<byte> attribute)
    {
        if (attribute.Length < 6 || attribute[0] != 0x0A || attribute[1] > attribute.Length - 6 || attribute[1] >= 0x80)
        {
            return false;
        }

        var value = attribute[(2 + attribute[1])..];
        return value.Length < 0x80 && value[0] == 0x12 && value[1] == value.Length - 2 && value[2] == 0x0A && value[3] == value.Length - 4;
    }

    private static void Content(Field field, ReadOnlySpan<byte> content, int depth)
    {
        switch (field.Kind)
        {
            case FieldKind.Message:
                Message(field.Type!, content, depth);
                break;
            case FieldKind.Attributes:
                Message(KeyValue, content, depth);
                break;
            case FieldKind.Value:
                Value(content, depth + 1);
                break;
            case FieldKind.TraceId when content.Length is not (0 or TraceId.Size):
                throw new WireFormatException("unmarshal: invalid TraceID length");
            case FieldKind.SpanId when content.Length is not (0 or 8):
                throw new WireFormatException("unmarshal: invalid SpanID length");
            case FieldKind.PackedFixed64 or FieldKind.PackedDouble when content.Length % sizeof(ulong) != 0:
                throw new WireFormatException("unexpected EOF");
            case FieldKind.PackedVarint:
                var reader = new WireReader(content);
                while (!reader.AtEnd)
                {
                    reader.ReadVarint();
                }

                break;
        }
    }

    private static void Value(ReadOnlySpan<byte> value, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new WireFormatException($"values are nested more than {MaxDepth} deep");
        }

        var reader = new WireReader(value);
        while (!reader.AtEnd)
        {
            var (number, wire) = reader.ReadTag();
            var expected = (ValueKind)number switch
            {
                ValueKind.String or ValueKind.Array or ValueKind.Map or ValueKind.Bytes => WireType.Bytes,
                ValueKind.Bool or ValueKind.Int => WireType.Varint,
                ValueKind.Double => WireType.Fixed64,
                _ => wire,
            };
            if (wire != expected)
            {
                throw WrongType("AnyValue", number, wire);
            }

            if ((ValueKind)number is ValueKind.Array or ValueKind.Map)
            {
                List(reader.ReadBytes(), (ValueKind)number, depth);
            }
            else
            {
                reader.Skip(wire);
            }
        }
    }

    private static void List(ReadOnlySpan<byte> list, ValueKind kind, int depth)
    {
        var reader = new WireReader(list);
        while (!reader.AtEnd)
        {
            var (number, wire) = reader.ReadTag();
            if (number != 1)
            {
                reader.Skip(wire);
            }
            else if (wire != WireType.Bytes)
            {
                throw WrongType(kind.ToString(), number, wire);
            }
            else if (kind == ValueKind.Array)
            {
                Value(reader.ReadBytes(), depth + 1);
            }
            else
            {
                Message(KeyValue, reader.ReadBytes(), depth);
            }
        }
    }

    private static void CheckUnpacked(MessageType type, Field field, ref WireReader reader, WireType wire)
    {
        var single = field.Kind switch
        {
            FieldKind.PackedVarint => WireType.Varint,
            FieldKind.PackedFixed64 or FieldKind.PackedDouble => WireType.Fixed64,
            _ => WireType.Bytes,
        };
        if (single != wire || field.WireType != WireType.Bytes)
        {
            throw WrongType(type.Name, field.Number, wire);
        }

        reader.Skip(wire);
    }

    private static WireFormatException WrongType(string type, int field, WireType wire) =>
        new($"proto: wrong wireType = {(int)wire} for field {field} of {type}");
}
