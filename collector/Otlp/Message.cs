using System.Text;

namespace TracingReference.Collector.Otlp;

/// <summary>
/// One OTLP message, read by its <see cref="MessageType"/>, that can be changed and written again. Fields that the table
/// does not know are left out when it is written, as upstream does.
/// </summary>
public sealed class Message(MessageType type)
{
    private readonly List<Slot> _slots = [];

    public MessageType Type { get; } = type;

    /// <summary>The attributes, to be read and changed. Only for types that have some.</summary>
    public AttributeList Attributes
    {
        get
        {
            var own = Type.Attributes ?? throw new InvalidOperationException($"{Type.Name} has no attributes.");
            if (Find(own.Number) is >= 0 and var index)
            {
                return (AttributeList)_slots[index].Node!;
            }

            var attributes = new AttributeList();
            _slots.Add(new(own, Node: attributes));
            return attributes;
        }
    }

    public static Message Read(MessageType type, ReadOnlyMemory<byte> bytes)
    {
        var message = new Message(type);
        var reader = new WireReader(bytes.Span);
        while (!reader.AtEnd)
        {
            var (number, wire) = reader.ReadTag();
            if (type[number] is { } field && field.WireType == wire)
            {
                message.ReadField(field, ref reader, bytes);
            }
            else if (type[number] is { Kind: FieldKind.PackedFixed64 or FieldKind.PackedVarint or FieldKind.PackedDouble } unpacked)
            {
                message.ReadUnpacked(unpacked, ref reader, wire);
            }
            else
            {
                reader.Skip(wire);
            }
        }

        return message;
    }

    public bool Has(int number) => Find(number) >= 0;

    /// <summary>The bits of a number; 0 where it is absent. Signed and floating numbers keep their bits.</summary>
    public ulong Bits(int number) => Find(number) is >= 0 and var index ? _slots[index].Bits : 0;

    public double Double(int number) => BitConverter.UInt64BitsToDouble(Bits(number));

    public string Text(int number)
    {
        if (Find(number) is not (>= 0 and var index))
        {
            return "";
        }

        var slot = _slots[index];
        if (slot.Node is null)
        {
            _slots[index] = slot = slot with { Node = Encoding.UTF8.GetString(slot.Raw.Span) };
        }

        return (string)slot.Node!;
    }

    /// <summary>A bytes field, an id, or packed numbers, as they stand on the wire.</summary>
    public ReadOnlyMemory<byte> Raw(int number) => Find(number) is >= 0 and var index ? _slots[index].Raw : default;

    public AnyValue Value(int number) => Find(number) is >= 0 and var index ? (AnyValue)_slots[index].Node! : AnyValue.Empty;

    public Message? Child(int number) => Find(number) is >= 0 and var index ? (Message)_slots[index].Node! : null;

    public IEnumerable<Message> Children(int number)
    {
        foreach (var slot in _slots)
        {
            if (slot.Field.Number == number)
            {
                yield return (Message)slot.Node!;
            }
        }
    }

    /// <summary>Every message nested in this one, whatever its field.</summary>
    public IEnumerable<Message> Children() => _slots.Select(static slot => slot.Node).OfType<Message>();

    public void SetBits(int number, ulong bits) => Set(new(Known(number), Bits: bits));

    public void SetDouble(int number, double value) => SetBits(number, BitConverter.DoubleToUInt64Bits(value));

    /// <summary>Text is written from the string; its old bytes are forgotten.</summary>
    public void SetText(int number, string text) => Set(new(Known(number), Node: text));

    public void SetRaw(int number, ReadOnlyMemory<byte> bytes) => Set(new(Known(number), Raw: bytes));

    public void SetValue(int number, AnyValue value) => Set(new(Known(number), Node: value));

    public void SetChild(int number, Message child) => Set(new(Known(number), Node: child));

    public void AddChild(int number, Message child) => _slots.Add(new(Known(number), Node: child));

    public void RemoveAll(int number, Predicate<Message> match) =>
        _slots.RemoveAll(slot => slot.Field.Number == number && match((Message)slot.Node!));

    public void Write(WireWriter writer)
    {
        foreach (var slot in _slots)
        {
            Write(writer, slot);
        }
    }

    private static void Write(WireWriter writer, in Slot slot)
    {
        var field = slot.Field;
        switch (field.Kind)
        {
            case FieldKind.Attributes:
                ((AttributeList)slot.Node!).Write(writer, field.Number);
                break;
            case FieldKind.Message:
                var start = writer.Begin(field.Number);
                ((Message)slot.Node!).Write(writer);
                writer.End(start);
                break;
            case FieldKind.Value:
                start = writer.Begin(field.Number);
                ((AnyValue)slot.Node!).Write(writer);
                writer.End(start);
                break;
            case FieldKind.String when slot.Raw.IsEmpty && slot.Node is string text:
                if (text.Length > 0)
                {
                    writer.String(field.Number, text);
                }

                break;
            default:
                WriteScalar(writer, slot);
                break;
        }
    }

    private static void WriteScalar(WireWriter writer, in Slot slot)
    {
        var field = slot.Field;
        if (field.WireType == WireType.Bytes)
        {
            if (!slot.Raw.IsEmpty)
            {
                writer.Bytes(field.Number, slot.Raw.Span);
            }

            return;
        }

        if (slot.Bits == 0 && !field.IsOptional)
        {
            return;
        }

        writer.Tag(field.Number, field.WireType);
        switch (field.WireType)
        {
            case WireType.Varint: writer.Varint(slot.Bits); break;
            case WireType.Fixed64: writer.Fixed64(slot.Bits); break;
            default: writer.Fixed32((uint)slot.Bits); break;
        }
    }

    private void ReadField(Field field, ref WireReader reader, ReadOnlyMemory<byte> bytes)
    {
        switch (field.Kind)
        {
            case FieldKind.Attributes:
                Attributes.Read(reader.ReadSlice(bytes));
                break;
            case FieldKind.Message when field.IsRepeated:
                AddChild(field.Number, Read(field.Type!, reader.ReadSlice(bytes)));
                break;
            case FieldKind.Message:
                SetChild(field.Number, Read(field.Type!, reader.ReadSlice(bytes)));
                break;
            case FieldKind.Value:
                SetValue(field.Number, AnyValue.Read(reader.ReadSlice(bytes)));
                break;
            default:
                Set(field.WireType switch
                {
                    WireType.Varint => new(field, Bits: reader.ReadVarint()),
                    WireType.Fixed64 => new(field, Bits: reader.ReadFixed64()),
                    WireType.Fixed32 => new(field, Bits: reader.ReadFixed32()),
                    _ => new(field, Raw: reader.ReadSlice(bytes)),
                });
                break;
        }
    }

    // Protobuf allows packed fields to come one by one; they are packed here, so that there is one form.
    private void ReadUnpacked(Field field, ref WireReader reader, WireType wire)
    {
        using var packed = new WireWriter();
        packed.Raw(Raw(field.Number).Span);
        switch (field.Kind, wire)
        {
            case (FieldKind.PackedVarint, WireType.Varint): packed.Varint(reader.ReadVarint()); break;
            case (not FieldKind.PackedVarint, WireType.Fixed64): packed.Fixed64(reader.ReadFixed64()); break;
            default: reader.Skip(wire); break;
        }

        SetRaw(field.Number, packed.Written.ToArray());
    }

    private Field Known(int number) => Type[number] ?? throw new ArgumentException($"{Type.Name} has no field {number}.", nameof(number));

    private void Set(Slot slot)
    {
        if (Find(slot.Field.Number) is >= 0 and var index)
        {
            _slots[index] = slot;
        }
        else
        {
            _slots.Add(slot);
        }
    }

    private int Find(int number)
    {
        for (var index = 0; index < _slots.Count; index++)
        {
            if (_slots[index].Field.Number == number)
            {
                return index;
            }
        }

        return -1;
    }

    private readonly record struct Slot(Field Field, ulong Bits = 0, ReadOnlyMemory<byte> Raw = default, object? Node = null);
}
