using System.Buffers;
using System.IO.Compression;
using System.IO.Pipelines;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Receivers.Otlp;

/// <summary>Reads bodies into pooled memory, never more than is allowed, packed or unpacked.</summary>
internal static class RequestBody
{
    private const int FirstGuess = 64 * 1024;

    // A client that announces more must send it before it is believed.
    private const int LargestBelieved = 512 * 1024;

    /// <returns>The body; null where it is larger than that.</returns>
    /// <exception cref="Pipelines.ConsumeException">The receiver holds too much already.</exception>
    public static async ValueTask<Payload?> ReadAsync(
        PipeReader body, long? length, int max, RequestBudget.Share budget, CancellationToken cancellationToken)
    {
        if (length > max)
        {
            return null;
        }

        var array = Buffers.Rent((int)Math.Min(length ?? FirstGuess, LargestBelieved));
        var count = 0;
        while (true)
        {
            var read = await body.ReadAsync(cancellationToken).ConfigureAwait(false);
            var buffer = read.Buffer;
            if (count + buffer.Length > max)
            {
                Buffers.Return(array);
                return null;
            }

            budget.Take((int)buffer.Length);
            array = Fit(array, count, count + (int)buffer.Length);
            buffer.CopyTo(array.AsSpan(count));
            count += (int)buffer.Length;
            body.AdvanceTo(buffer.End);
            if (read.IsCompleted)
            {
                return new(array, count);
            }
        }
    }

    /// <returns>What was packed; null where that is larger than allowed.</returns>
    /// <exception cref="InvalidDataException">It is not packed so, or broken.</exception>
    /// <exception cref="Pipelines.ConsumeException">The receiver holds too much already.</exception>
    public static Payload? Unpack(Payload packed, Func<Stream, Stream> unpacker, int max, RequestBudget.Share budget)
    {
        using var source = unpacker(new MemoryStream(packed.Bytes.ToArray()));
        var array = Buffers.Rent(FirstGuess);
        var count = 0;
        while (true)
        {
            var read = source.Read(array, count, array.Length - count);
            count += read;
            budget.Take(read);
            if (count > max)
            {
                Buffers.Return(array);
                return null;
            }

            if (read == 0)
            {
                return new(array, count);
            }

            array = Fit(array, count, count + 1);
        }
    }

    /// <summary>Unpacks gzip; other than the stream class, it does not take an empty body for packed.</summary>
    public static Stream Gzip(Stream source) =>
        Begins(source, static (first, second) => first == 0x1F && second == 0x8B) ? new GZipStream(source, CompressionMode.Decompress) : throw new InvalidDataException("gzip: invalid header");

    /// <summary>Unpacks what HTTP calls deflate, which is zlib (RFC 1950).</summary>
    public static Stream Deflate(Stream source) =>
        Begins(source, static (first, second) => (first & 0xF) == 8 && ((first << 8) | second) % 31 == 0)
            ? new ZLibStream(source, CompressionMode.Decompress)
            : throw new InvalidDataException("zlib: invalid header");

    // Upstream's words for a body that is not what its header says, which the stream classes do not tell apart.
    private static bool Begins(Stream source, Func<int, int, bool> isHeader)
    {
        var (first, second) = (source.ReadByte(), source.ReadByte());
        source.Position = 0;
        return first < 0 ? throw new InvalidDataException("EOF") : second >= 0 ? isHeader(first, second) : throw new InvalidDataException("unexpected EOF");
    }

    private static byte[] Fit(byte[] array, int used, int needed)
    {
        if (needed <= array.Length)
        {
            return array;
        }

        var larger = Buffers.Rent((int)Math.Max(needed, Math.Min(array.Length * 2L, Array.MaxLength)));
        array.AsSpan(0, used).CopyTo(larger);
        Buffers.Return(array);
        return larger;
    }
}
