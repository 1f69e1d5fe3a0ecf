using System.Text;

namespace TracingReference.Collector.Otlp;

/// <summary>
/// A value of an attribute or a log's body. Immutable but for the lists that arrays and maps hold. Text stays UTF-8 until
/// somebody asks for it.
/// </summary>
public sealed class AnyValue
{
    private readonly long _number;
    private readonly ReadOnlyMemory<byte> _bytes;
    private string? _text;

    private AnyValue(ValueKind kind, long number = 0, ReadOnlyMemory<byte> bytes = default, string? text = null, List<AnyValue>? items = null, AttributeList? map = null)
    {
        (Kind, _number, _bytes, _text, Items, Map) = (kind, number, bytes, text, items!, map!);
    }

    public static AnyValue Empty { get; } = new(ValueKind.Empty);

    public ValueKind Kind { get; }

    public bool Bool => _number != 0;

    public long Int => _number;

    public double Double => BitConverter.Int64BitsToDouble(_number);

    public ReadOnlySpan<byte> Bytes => _bytes.Span;

    /// <summary>A string's text; "" for every other kind.</summary>
    public string Text => _text ??= Kind == ValueKind.String ? Encoding.UTF8.GetString(_bytes.Span) : "";

    /// <summary>An array's values; null for every other kind.</summary>
    public List<AnyValue> Items { get; }

    /// <summary>A map's entries; null for every other kind.</summary>
    public AttributeList Map { get; }

    public static AnyValue Of(string text) => new(ValueKind.String, text: text);

    public static AnyValue Of(bool value) => new(ValueKind.Bool, value ? 1 : 0);

    public static AnyValue Of(long value) => new(ValueKind.Int, value);

    public static AnyValue Of(double value) => new(ValueKind.Double, BitConverter.DoubleToInt64Bits(value));

    public static AnyValue Of(List<AnyValue> items) => new(ValueKind.Array, items: items);

    public static AnyValue Of(AttributeList map) => new(ValueKind.Map, map: map);

    public static AnyValue OfBytes(ReadOnlyMemory<byte> bytes) => new(ValueKind.Bytes, bytes: bytes);

    /// <summary>Reads an AnyValue message. Of several fields the last one counts, as protobuf says of a oneof.</summary>
    public static AnyValue Read(ReadOnlyMemory<byte> message)
    {
        var reader = new WireReader(message.Span);
        var value = Empty;
        while (!reader.AtEnd)
        {
            var (field, type) = reader.ReadTag();
            value = (ValueKind)field switch
            {
                ValueKind.String => new(ValueKind.String, bytes: reader.ReadSlice(message)),
                ValueKind.Bool => Of(reader.ReadVarint() != 0),
                ValueKind.Int => Of((long)reader.ReadVarint()),
                ValueKind.Double => new(ValueKind.Double, (long)reader.ReadFixed64()),
                ValueKind.Array => Of(ReadArray(reader.ReadSlice(message))),
                ValueKind.Map => Of(AttributeList.ReadMap(reader.ReadSlice(message))),
                ValueKind.Bytes => OfBytes(reader.ReadSlice(message)),
                _ => Skipped(ref reader, type, value),
            };
        }

        return value;
    }

    /// <summary>The same value in memory of its own, for whoever keeps it longer than the batch it came with.</summary>
    public AnyValue Copy()
    {
        switch (Kind)
        {
            case ValueKind.String:
                return Of(Text);
            case ValueKind.Bytes:
                return OfBytes(_bytes.ToArray());
            case ValueKind.Array:
                return Of(Items.ConvertAll(static item => item.Copy()));
            case ValueKind.Map:
                var map = new AttributeList();
                foreach (var (key, value) in Map)
                {
                    map.Add(key, value.Copy());
                }

                return Of(map);
            default:
                return this;
        }
    }

    public void Write(WireWriter writer)
    {
        switch (Kind)
        {
            case ValueKind.String when _text is not null && _bytes.IsEmpty:
                writer.String((int)Kind, _text);
                break;
            case ValueKind.String or ValueKind.Bytes:
                writer.Bytes((int)Kind, _bytes.Span);
                break;
            case ValueKind.Bool or ValueKind.Int:
                writer.Tag((int)Kind, WireType.Varint);
                writer.Varint((ulong)_number);
                break;
            case ValueKind.Double:
                writer.Tag((int)Kind, WireType.Fixed64);
                writer.Fixed64((ulong)_number);
                break;
            case ValueKind.Array:
                var start = writer.Begin((int)Kind);
                foreach (var item in Items)
                {
                    var inner = writer.Begin(1);
                    item.Write(writer);
                    writer.End(inner);
                }

                writer.End(start);
                break;
            case ValueKind.Map:
                start = writer.Begin((int)Kind);
                Map.Write(writer, 1);
                writer.End(start);
                break;
        }
    }

    private static List<AnyValue> ReadArray(ReadOnlyMemory<byte> message)
    {
        var items = new List<AnyValue>();
        var reader = new WireReader(message.Span);
        while (!reader.AtEnd)
        {
            var (field, type) = reader.ReadTag();
            if (field == 1)
            {
                items.Add(Read(reader.ReadSlice(message)));
            }
            else
            {
                reader.Skip(type);
            }
        }

        return items;
    }

    private static AnyValue Skipped(ref WireReader reader, WireType type, AnyValue value)
    {
        reader.Skip(type);
        return value;
    }
}
