using System.Buffers.Binary;
using System.Globalization;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Processors.Sampling;

/// <summary>Where the 56 random bits of an item come from.</summary>
internal static class SamplingRandomness
{
    /// <summary>Thresholds beyond the explicit ones: of a randomness that nobody knows, only "keep all" keeps it.</summary>
    public const ulong Missing = (1UL << 56) - 1;

    private const ulong Mask = (1UL << 56) - 1;
    private const int BucketBits = 14;
    private const uint Buckets = 1 << BucketBits;
    private const uint FnvOffset = 2166136261;
    private const uint FnvPrime = 16777619;

    /// <summary>W3C trace context, level 2: the last seven bytes of a trace id.</summary>
    public static ulong Of(TraceId id) => id.Low & Mask;

    public static string Format(ulong randomness) => randomness.ToString("x14", CultureInfo.InvariantCulture);

    /// <summary>Exactly 14 hexadecimal digits.</summary>
    public static bool TryParse(string text, out ulong randomness)
    {
        randomness = 0;
        return text.Length == Threshold.HexDigits && ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out randomness);
    }

    /// <summary>
    /// The mode hash_seed: FNV-1a over seed and bytes, of which the low 14 bits decide. They stand first, turned round, since there a
    /// low hash is kept and here a high randomness; the high bits fill the middle.
    /// </summary>
    public static ulong Hash(ReadOnlySpan<byte> content, uint seed)
    {
        Span<byte> prefix = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(prefix, seed);
        var hash = Fnv(Fnv(FnvOffset, prefix), content);
        ulong bucket = hash & (Buckets - 1);
        ulong unused = hash >> (32 - BucketBits);
        return ((Buckets - 1 - bucket) << 42) | ((unused ^ (unused << 10)) << 14) | bucket;
    }

    private static uint Fnv(uint hash, ReadOnlySpan<byte> content)
    {
        foreach (var value in content)
        {
            hash = (hash ^ value) * FnvPrime;
        }

        return hash;
    }
}
