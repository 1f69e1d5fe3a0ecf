using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace TracingReference.Collector.Processors.TailSampling;

/// <summary>
/// Writes spans shorter, by what they have in common with sample spans. Spans of a service are much alike: names, keys and
/// most values come again and again. The form is that of an LZ4 block, but that copies come from the sample, at most 64 KiB,
/// by their place there: any span can be read alone. A byte says how many literal bytes follow and how many are copied after
/// them, then those literals and the place of the copy; the last run has literals only.
/// </summary>
internal sealed class SpanCoder
{
    private const int LeastCopy = 4;
    private const int HashBits = 13;
    private const int Nibble = 15;

    // Where each hash of four bytes was seen last in the sample, counted from 1.
    private readonly ushort[] _places = new ushort[1 << HashBits];

    /// <summary>The most bytes that a span of that length can need.</summary>
    public static int MostFor(int length) => length + (length / 255) + 16;

    /// <summary>Forgets the sample.</summary>
    public void Clear() => Array.Clear(_places);

    /// <summary>Notes what is in the sample from there on.</summary>
    public void Learn(ReadOnlySpan<byte> sample, int start)
    {
        for (var place = start; place + LeastCopy <= sample.Length; place++)
        {
            _places[Hash(Four(sample, place))] = (ushort)(place + 1);
        }
    }

    /// <summary>Writes a span, and says how long it has become.</summary>
    public int Encode(ReadOnlySpan<byte> span, ReadOnlySpan<byte> sample, Span<byte> target)
    {
        int written = 0, literals = 0, next = 0;
        while (next + LeastCopy <= span.Length)
        {
            var four = Four(span, next);
            var place = _places[Hash(four)] - 1;
            if (place < 0 || Four(sample, place) != four)
            {
                next++;
                continue;
            }

            var length = LeastCopy + span[(next + LeastCopy)..].CommonPrefixLength(sample[(place + LeastCopy)..]);
            while (next > literals && place > 0 && span[next - 1] == sample[place - 1])
            {
                (next, place, length) = (next - 1, place - 1, length + 1);
            }

            written = Run(span[literals..next], length - LeastCopy, target, written);
            BinaryPrimitives.WriteUInt16LittleEndian(target[written..], (ushort)place);
            written = Rest(length - LeastCopy, target, written + sizeof(ushort));
            literals = next += length;
        }

        return Run(span[literals..], 0, target, written);
    }

    /// <summary>Reads a span back into a target of exactly its length.</summary>
    public static void Decode(ReadOnlySpan<byte> code, ReadOnlySpan<byte> sample, Span<byte> target)
    {
        while (true)
        {
            var counts = code[0];
            code = code[1..];
            var literals = Count(counts >> 4, ref code);
            code[..literals].CopyTo(target);
            target = target[literals..];
            code = code[literals..];
            if (code.IsEmpty)
            {
                return;
            }

            var place = BinaryPrimitives.ReadUInt16LittleEndian(code);
            code = code[sizeof(ushort)..];
            var length = LeastCopy + Count(counts & Nibble, ref code);
            sample.Slice(place, length).CopyTo(target);
            target = target[length..];
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Four(ReadOnlySpan<byte> bytes, int place) => BinaryPrimitives.ReadUInt32LittleEndian(bytes[place..]);

    private static uint Hash(uint four) => (four * 2654435761) >> (32 - HashBits);

    private static int Run(ReadOnlySpan<byte> literals, int copy, Span<byte> target, int written)
    {
        target[written++] = (byte)((Math.Min(literals.Length, Nibble) << 4) | Math.Min(copy, Nibble));
        written = Rest(literals.Length, target, written);
        literals.CopyTo(target[written..]);
        return written + literals.Length;
    }

    // A count that does not fit in four bits goes on in bytes, the last of which is not 255.
    private static int Rest(int count, Span<byte> target, int written)
    {
        if (count < Nibble)
        {
            return written;
        }

        for (count -= Nibble; count >= byte.MaxValue; count -= byte.MaxValue)
        {
            target[written++] = byte.MaxValue;
        }

        target[written++] = (byte)count;
        return written;
    }

    private static int Count(int count, ref ReadOnlySpan<byte> code)
    {
        if (count < Nibble)
        {
            return count;
        }

        byte more;
        do
        {
            more = code[0];
            code = code[1..];
            count += more;
        }
        while (more == byte.MaxValue);
        return count;
    }
}
