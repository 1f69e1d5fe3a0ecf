using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace TracingReference.Collector.Processors.TailSampling;

/// <summary>
/// The bytes of undecided spans, shortened (<see cref="SpanCoder"/>), in chunks of a mebibyte that are filled one after the
/// other. A span is a header (the next span of its list, its origin, its lengths) and its code. As traces leave in about the
/// order they came, chunks become free as a whole, and are used again.
/// </summary>
internal sealed class SpanStore
{
    public const int ChunkSize = 1 << 20;

    private readonly List<SpanChunk> _chunks = [];
    private readonly Stack<int> _freeIndexes = [];
    private readonly Stack<SpanChunk> _spare = [];
    private readonly SpanCoder _coder = new();
    private byte[] _code = [];
    private byte[] _span = [];
    private int _current = -1;
    private long _lastSerial;

    /// <summary>Bytes in chunks that hold spans.</summary>
    public long BytesInUse { get; private set; }

    /// <summary>Puts a span at the end of a list, and says where it stands.</summary>
    public long Append(ref SpanList list, ReadOnlySpan<byte> span, SpanOrigin origin)
    {
        var code = _current < 0 ? default : Encode(span);
        if (_current < 0 || !_chunks[_current].Fits(origin, Unsafe.SizeOf<Header>() + code.Length))
        {
            Open(Math.Max(ChunkSize, SpanChunk.SampleSize + Unsafe.SizeOf<Header>() + SpanCoder.MostFor(span.Length) + origin.Bytes.Length));
            code = Encode(span);
        }

        var chunk = _chunks[_current];
        var originOffset = chunk.OffsetOf(origin);
        var offset = chunk.Take(Unsafe.SizeOf<Header>() + code.Length);
        var place = ((long)(_current + 1) << 32) | (uint)offset;
        MemoryMarshal.Write(chunk.Bytes.AsSpan(offset), new Header(0, originOffset, code.Length, span.Length));
        code.CopyTo(chunk.Bytes.AsSpan(offset + Unsafe.SizeOf<Header>()));
        if (list.First == 0)
        {
            list.First = place;
            chunk.Lists++;
        }
        else
        {
            MemoryMarshal.Write(_chunks[IndexOf(list.Last)].Bytes.AsSpan((int)list.Last), place);
            chunk.Lists += IndexOf(list.Last) == _current ? 0 : 1;
        }

        list.Last = place;
        return place;
    }

    /// <summary>Reads the span at a place: where the next one stands (0 after the last), its bytes, which stay until another one is read, its origin and where that is.</summary>
    public long Read(long place, out ReadOnlySpan<byte> span, out ReadOnlySpan<byte> origin, out (long Chunk, int Offset) originPlace)
    {
        var chunk = _chunks[IndexOf(place)];
        var header = MemoryMarshal.Read<Header>(chunk.Bytes.AsSpan((int)place));
        var target = Room(ref _span, header.Length);
        SpanCoder.Decode(chunk.Bytes.AsSpan((int)place + Unsafe.SizeOf<Header>(), header.CodeLength), chunk.Sample, target);
        span = target;
        origin = chunk.Bytes.AsSpan(header.Origin);
        originPlace = (chunk.Serial, header.Origin);
        return header.Next;
    }

    /// <summary>Gives a list's spans back; the list is empty then.</summary>
    public void Free(ref SpanList list)
    {
        // Chunks are filled one after the other: a list that begins and ends in one has nothing elsewhere.
        var place = IndexOf(list.First) == IndexOf(list.Last) ? list.Last : list.First;
        var last = -1;
        while (place != 0)
        {
            var index = IndexOf(place);
            place = MemoryMarshal.Read<long>(_chunks[index].Bytes.AsSpan((int)place));
            if (index != last && last >= 0)
            {
                Leave(last);
            }

            last = index;
        }

        if (last >= 0)
        {
            Leave(last);
        }

        list = default;
    }

    private static int IndexOf(long place) => (int)(place >> 32) - 1;

    private void Leave(int index)
    {
        var chunk = _chunks[index];
        if (--chunk.Lists > 0)
        {
            return;
        }

        if (index == _current)
        {
            _current = -1;
        }

        BytesInUse -= chunk.Bytes.Length;
        _freeIndexes.Push(index);

        // A quarter of what is in use is enough for the next second; the rest goes back when load has fallen.
        if (chunk.Bytes.Length == ChunkSize && _spare.Count < 4 + (BytesInUse / ChunkSize / 4))
        {
            _spare.Push(chunk);
        }

        _chunks[index] = Nothing;
    }

    private static SpanChunk Nothing { get; } = new(0);

    private void Open(int size)
    {
        // The one before is full; where nothing in it is in use any more, it has gone back already.
        var chunk = size == ChunkSize && _spare.TryPop(out var spare) ? spare : new(size);
        chunk.Clear(++_lastSerial);
        _coder.Clear();
        BytesInUse += chunk.Bytes.Length;
        if (_freeIndexes.TryPop(out _current))
        {
            _chunks[_current] = chunk;
            return;
        }

        _current = _chunks.Count;
        _chunks.Add(chunk);
    }

    // A span that is unlike those of the sample joins them: the next of its kind will find itself there.
    private ReadOnlySpan<byte> Encode(ReadOnlySpan<byte> span)
    {
        var chunk = _chunks[_current];
        var code = Room(ref _code, SpanCoder.MostFor(span.Length));
        var length = _coder.Encode(span, chunk.Sample, code);
        if (length > span.Length / 2)
        {
            var sampled = chunk.Sample.Length;
            if (chunk.TryAddToSample(span))
            {
                _coder.Learn(chunk.Sample, sampled);
                length = _coder.Encode(span, chunk.Sample, code);
            }
        }

        return code[..length];
    }

    private static Span<byte> Room(ref byte[] array, int length)
    {
        if (array.Length < length)
        {
            array = GC.AllocateUninitializedArray<byte>((int)BitOperations.RoundUpToPowerOf2((uint)length));
        }

        return array.AsSpan(0, length);
    }

    /// <param name="Next">Where the next span of the list stands; it is first so that it can be read and written alone.</param>
    /// <param name="Origin">The origin's offset in the same chunk.</param>
    /// <param name="CodeLength">How many bytes of code follow.</param>
    /// <param name="Length">The span's length.</param>
    private readonly record struct Header(long Next, int Origin, int CodeLength, int Length);
}
