using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Text;

namespace TracingReference.Collector.Otlp;

/// <summary>
/// Writes protobuf into one pooled, growing array. A nested message is written in place: room is left for its length, and
/// the length is filled in when the message ends.
/// </summary>
public sealed class WireWriter(int capacity = 4096) : IDisposable
{
    private byte[] _array = Buffers.Rent(capacity);

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _array.AsSpan(0, Length);

    /// <summary>What was written, to be sent or patched; only until the next change.</summary>
    public Memory<byte> WrittenMemory => _array.AsMemory(0, Length);

    public void Clear() => Length = 0;

    public void Tag(int field, WireType type) => Varint(((uint)field << 3) | (uint)type);

    public void Varint(ulong value)
    {
        var target = Room(10);
        var count = 0;
        while (value >= 0x80)
        {
            target[count++] = (byte)(value | 0x80);
            value >>= 7;
        }

        target[count++] = (byte)value;
        Length += count;
    }

    public void Fixed64(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(Room(sizeof(ulong)), value);
        Length += sizeof(ulong);
    }

    public void Fixed32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(Room(sizeof(uint)), value);
        Length += sizeof(uint);
    }

    public void Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        Length += bytes.Length;
    }

    /// <summary>A field whose content is at hand.</summary>
    public void Bytes(int field, ReadOnlySpan<byte> content)
    {
        Tag(field, WireType.Bytes);
        Varint((ulong)content.Length);
        Raw(content);
    }

    public void String(int field, string text)
    {
        Tag(field, WireType.Bytes);
        Varint((ulong)Encoding.UTF8.GetByteCount(text));
        Length += Encoding.UTF8.GetBytes(text, Room(Encoding.UTF8.GetMaxByteCount(text.Length)));
    }

    /// <summary>Begins a nested message; give what it returns to <see cref="End"/>.</summary>
    public int Begin(int field)
    {
        Tag(field, WireType.Bytes);
        return BeginContent();
    }

    /// <summary>Begins content whose tag has been written.</summary>
    public int BeginContent()
    {
        Room(1);
        return Length++;
    }

    /// <summary>Ends the message that began there: one byte was left for its length, more are made where it needs them.</summary>
    public void End(int start)
    {
        var length = Length - start - 1;
        if (length < 0x80)
        {
            _array[start] = (byte)length;
            return;
        }

        var bytes = VarintSize((ulong)length);
        Room(bytes - 1);
        Buffer.BlockCopy(_array, start + 1, _array, start + bytes, length);
        Length = start;
        Varint((ulong)length);
        Length += length;
    }

    public static int VarintSize(ulong value)
    {
        var size = 1;
        while ((value >>= 7) != 0)
        {
            size++;
        }

        return size;
    }

    public void Dispose()
    {
        Buffers.Return(_array);
        _array = [];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Span<byte> Room(int count)
    {
        if (_array.Length - Length < count)
        {
            Grow(count);
        }

        return _array.AsSpan(Length);
    }

    private void Grow(int count)
    {
        var larger = Buffers.Rent(Math.Max(Length + count, _array.Length * 2));
        _array.AsSpan(0, Length).CopyTo(larger);
        Buffers.Return(_array);
        _array = larger;
    }
}
