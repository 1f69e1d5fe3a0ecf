using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace TracingReference.Collector.Otlp;

/// <summary>
/// Reads protobuf fields from bytes without copying them. It never reads beyond the end, and it never recurses: what a
/// message nests is handed out as a slice.
/// </summary>
public ref struct WireReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;

    /// <summary>Where the next byte is read.</summary>
    public int Position { get; private set; }

    public readonly bool AtEnd => Position >= _bytes.Length;

    /// <summary>The next field's number and wire type.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public (int Field, WireType Type) ReadTag()
    {
        // All tags of OTLP's fields 1 to 15 are one byte.
        ulong tag = _bytes[Position] < 0x80 ? _bytes[Position++] : ReadVarint();
        var field = (int)(uint)(tag >> 3);
        if (field <= 0 || tag > uint.MaxValue)
        {
            throw new WireFormatException($"proto: illegal tag {field} (wire type {tag & 7})");
        }

        return (field, (WireType)(tag & 7));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong ReadVarint()
    {
        var position = Position;
        if ((uint)position < (uint)_bytes.Length && _bytes[position] < 0x80)
        {
            Position = position + 1;
            return _bytes[position];
        }

        return ReadLongVarint();
    }

    public ulong ReadFixed64()
    {
        Need(sizeof(ulong));
        var value = BinaryPrimitives.ReadUInt64LittleEndian(_bytes[Position..]);
        Position += sizeof(ulong);
        return value;
    }

    public uint ReadFixed32()
    {
        Need(sizeof(uint));
        var value = BinaryPrimitives.ReadUInt32LittleEndian(_bytes[Position..]);
        Position += sizeof(uint);
        return value;
    }

    /// <summary>The content of a string, bytes, message or packed field.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlySpan<byte> ReadBytes()
    {
        var length = ReadVarint();
        if (length > (ulong)(_bytes.Length - Position))
        {
            throw new WireFormatException(length > int.MaxValue ? "proto: negative length found during unmarshaling" : "unexpected EOF");
        }

        var start = Position;
        Position += (int)length;
        return _bytes.Slice(start, (int)length);
    }

    /// <summary>The same, as a slice of the memory that is being read.</summary>
    public ReadOnlyMemory<byte> ReadSlice(ReadOnlyMemory<byte> memory)
    {
        var length = ReadBytes().Length;
        return memory.Slice(Position - length, length);
    }

    /// <summary>Passes over a field of any wire type. As upstream, a group ends with the first field in it that is none: OTLP has no groups.</summary>
    public void Skip(WireType type)
    {
        for (var depth = 0; ; type = ReadTag().Type)
        {
            if (AtEnd)
            {
                throw new WireFormatException("unexpected EOF");
            }

            switch (type)
            {
                case WireType.Varint: ReadVarint(); return;
                case WireType.Fixed64: ReadFixed64(); return;
                case WireType.Bytes: ReadBytes(); return;
                case WireType.Fixed32: ReadFixed32(); return;
                case WireType.StartGroup: depth++; break;
                case WireType.EndGroup when depth == 0: throw new WireFormatException("proto: unexpected end of group");
                case WireType.EndGroup when --depth == 0: return;
                case WireType.EndGroup: break;
                default: throw new WireFormatException($"proto: illegal wireType {(int)type}");
            }
        }
    }

    private ulong ReadLongVarint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 70; shift += 7)
        {
            if (Position >= _bytes.Length)
            {
                throw new WireFormatException("unexpected EOF");
            }

            var next = _bytes[Position++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new WireFormatException("proto: integer overflow");
    }

    private readonly void Need(int count)
    {
        if (_bytes.Length - Position < count)
        {
            throw new WireFormatException("unexpected EOF");
        }
    }
}
