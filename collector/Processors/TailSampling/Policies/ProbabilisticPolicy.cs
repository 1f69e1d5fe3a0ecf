using System.Text;

namespace TracingReference.Collector.Processors.TailSampling.Policies;

/// <summary>
/// probabilistic: keeps a trace whose hash is at most a threshold: FNV-1a of 64 bits over the salt and the trace id. With
/// the same salt, whatever a smaller percentage keeps, a larger one keeps too.
/// </summary>
internal sealed class ProbabilisticPolicy(double percentage, string salt) : IPolicy
{
    private const string DefaultSalt = "default-hash-seed";
    private const ulong Prime = 0x100000001b3;
    private const ulong Basis = 0xcbf29ce484222325;

    private readonly ulong _seed = Fnv(Basis, Encoding.UTF8.GetBytes(salt.Length > 0 ? salt : DefaultSalt));

    public ulong Threshold { get; } = ThresholdOf(percentage / 100);

    public Decision Evaluate(in TraceView trace) => Hash(trace.Id) <= Threshold ? Decision.Sampled : Decision.NotSampled;

    public ulong Hash(Otlp.TraceId id)
    {
        Span<byte> bytes = stackalloc byte[Otlp.TraceId.Size];
        id.Write(bytes);
        return Fnv(_seed, bytes);
    }

    /// <summary>The largest number times the ratio, computed as upstream does: with a mantissa of 64 bits, rounded half to even, and then cut off.</summary>
    internal static ulong ThresholdOf(double ratio)
    {
        if (ratio <= 0)
        {
            return 0;
        }

        if (ratio >= 1)
        {
            return ulong.MaxValue;
        }

        // The ratio is a mantissa of 53 bits times a power of two, so that the product has at most 117 bits.
        var bits = BitConverter.DoubleToInt64Bits(ratio);
        var isNormal = (bits >> 52) != 0;
        var exponent = (int)Math.Max(bits >> 52, 1) - 1075;
        var product = (UInt128)ulong.MaxValue * (ulong)((bits & ((1L << 52) - 1)) | (isNormal ? 1L << 52 : 0));
        var excess = 64 - (int)UInt128.LeadingZeroCount(product);
        if (excess > 0)
        {
            var rest = product & ((UInt128.One << excess) - 1);
            var half = UInt128.One << (excess - 1);
            product >>= excess;
            product += rest > half || (rest == half && !UInt128.IsEvenInteger(product)) ? UInt128.One : UInt128.Zero;
            exponent += excess;
        }

        return exponent >= 0 ? (ulong)(product << exponent) : exponent <= -128 ? 0 : (ulong)(product >> -exponent);
    }

    private static ulong Fnv(ulong hash, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            hash = (hash ^ value) * Prime;
        }

        return hash;
    }
}
