using System.Buffers;
using System.Text;
using System.Text.Unicode;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Processors.Matching;

/// <summary>
/// Every text in a part, read from its bytes by the schema's table: keys, values however nested, names, messages, and bytes
/// that are valid UTF-8. All stand in one buffer, with a character between them, so that all can be searched at once.
/// </summary>
/// <param name="numbersAreText">Whether a log's body that is no string counts as text: then it cannot be read here.</param>
internal sealed class PartTexts(bool numbersAreText) : IDisposable
{
    private readonly List<(int Start, int Length, bool IsKey)> _texts = [];
    private readonly WireWriter _changed = new();
    private char[] _characters = [];
    private int _length;

    public int Count => _texts.Count;

    /// <summary>All of them, the one after the other.</summary>
    public ReadOnlySpan<char> All => _characters.AsSpan(0, _length);

    public bool IsKey(int index) => _texts[index].IsKey;

    public ReadOnlySpan<char> Text(int index) => _characters.AsSpan(_texts[index].Start, _texts[index].Length);

    /// <summary>Reads those of a part, in place of the last one's. False where it has what only the message tells: a field that the table does not have, text that is no UTF-8.</summary>
    public bool TryRead(Part part)
    {
        _texts.Clear();
        _length = 0;
        if (part.Bytes is { } bytes)
        {
            return TryRead(part.Type, bytes.Span);
        }

        _changed.Clear();
        part.Message.Write(_changed);
        return TryRead(part.Type, _changed.Written);
    }

    public void Dispose()
    {
        _changed.Dispose();
        ArrayPool<char>.Shared.Return(_characters);
        _characters = [];
    }

    private bool TryRead(MessageType type, ReadOnlySpan<byte> bytes)
    {
        // Each text has a tag and a length before it, and in UTF-16 no more characters than it has bytes.
        if (_characters.Length < bytes.Length)
        {
            ArrayPool<char>.Shared.Return(_characters);
            _characters = ArrayPool<char>.Shared.Rent(bytes.Length);
        }

        return Message(type, bytes);
    }

    private bool Message(MessageType type, ReadOnlySpan<byte> bytes)
    {
        var reader = new WireReader(bytes);
        while (!reader.AtEnd)
        {
            var (number, wire) = reader.ReadTag();
            if (type[number] is not { } field || field.WireType != wire)
            {
                return false;
            }

            switch (field.Kind)
            {
                case FieldKind.String:
                    if (!Add(reader.ReadBytes()))
                    {
                        return false;
                    }

                    break;
                case FieldKind.Bytes:
                    Add(reader.ReadBytes());
                    break;
                case FieldKind.Attributes:
                    if (!KeyValue(reader.ReadBytes(), isBody: false))
                    {
                        return false;
                    }

                    break;
                case FieldKind.Value:
                    if (!Value(reader.ReadBytes(), numbersAreText))
                    {
                        return false;
                    }

                    break;
                case FieldKind.Message:
                    if (!Message(field.Type!, reader.ReadBytes()))
                    {
                        return false;
                    }

                    break;
                default:
                    reader.Skip(wire);
                    break;
            }
        }

        return true;
    }

    private bool KeyValue(ReadOnlySpan<byte> bytes, bool isBody)
    {
        var reader = new WireReader(bytes);
        while (!reader.AtEnd)
        {
            var isRead = reader.ReadTag() switch
            {
                (1, WireType.Bytes) => Add(reader.ReadBytes(), isKey: true),
                (2, WireType.Bytes) => Value(reader.ReadBytes(), isBody),
                _ => false,
            };
            if (!isRead)
            {
                return false;
            }
        }

        return true;
    }

    private bool Value(ReadOnlySpan<byte> bytes, bool isBody)
    {
        var reader = new WireReader(bytes);
        while (!reader.AtEnd)
        {
            var (number, wire) = reader.ReadTag();
            switch ((ValueKind)number, wire)
            {
                case (ValueKind.String, WireType.Bytes):
                    if (!Add(reader.ReadBytes()))
                    {
                        return false;
                    }

                    break;
                case (ValueKind.Array or ValueKind.Map, WireType.Bytes):
                    if (!List(reader.ReadBytes(), (ValueKind)number, isBody))
                    {
                        return false;
                    }

                    break;
                case (ValueKind.Bytes, WireType.Bytes) when !isBody:
                    Add(reader.ReadBytes());
                    break;
                case (ValueKind.Bool or ValueKind.Int, WireType.Varint) or (ValueKind.Double, WireType.Fixed64) when !isBody:
                    reader.Skip(wire);
                    break;
                default:
                    return false;
            }
        }

        return true;
    }

    private bool List(ReadOnlySpan<byte> bytes, ValueKind kind, bool isBody)
    {
        var reader = new WireReader(bytes);
        while (!reader.AtEnd)
        {
            if (reader.ReadTag() is not (1, WireType.Bytes))
            {
                return false;
            }

            var item = reader.ReadBytes();
            if (!(kind == ValueKind.Array ? Value(item, isBody) : KeyValue(item, isBody)))
            {
                return false;
            }
        }

        return true;
    }

    // False where it is no UTF-8.
    private bool Add(ReadOnlySpan<byte> utf8, bool isKey = false)
    {
        var room = _characters.AsSpan(_length);
        if (Ascii.ToUtf16(utf8, room, out var count) != OperationStatus.Done
            && Utf8.ToUtf16(utf8, room, out _, out count, replaceInvalidSequences: false) != OperationStatus.Done)
        {
            return false;
        }

        _texts.Add((_length, count, isKey));
        room[count] = '\0';
        _length += count + 1;
        return true;
    }
}
