using System.Numerics;

namespace TracingReference.LoadTest.Recording;

/// <summary>
/// Counts of latencies in buckets whose width grows with the latency (as HdrHistogram's): of any size, in constant memory, with
/// a relative error of at most <see cref="RelativeError"/>. Any thread may record at any time; what is read meanwhile is a
/// moment's picture.
/// </summary>
internal sealed class LatencyHistogram
{
    /// <summary>How far a quantile may be from the recorded value, relatively: half a bucket.</summary>
    public const double RelativeError = 0.5 / (1 << Precision);

    // Each power of two is cut into 2^8 buckets; below 2^9 nanoseconds each value has a bucket of its own.
    private const int Precision = 8;
    private const int MaxBits = 43; // 2.4 hours in nanoseconds

    private readonly long[] counts = new long[Index((1L << MaxBits) - 1) + 1];
    private long count;
    private long sum;
    private long smallest = long.MaxValue;
    private long largest = -1;

    /// <summary>The longest latency that it tells from longer ones.</summary>
    public static TimeSpan Longest => TimeSpan.FromTicks((1L << MaxBits) / TimeSpan.NanosecondsPerTick);

    public long Count => Interlocked.Read(ref count);

    /// <summary>Exact, in contrast to the quantiles; zero where nothing was recorded.</summary>
    public TimeSpan Mean => Count is var all and > 0 ? Duration(Interlocked.Read(ref sum) / all) : TimeSpan.Zero;

    /// <summary>Exact; zero where nothing was recorded.</summary>
    public TimeSpan Shortest => Count > 0 ? Duration(Interlocked.Read(ref smallest)) : TimeSpan.Zero;

    /// <summary>Exact; zero where nothing was recorded.</summary>
    public TimeSpan Greatest => Count > 0 ? Duration(Interlocked.Read(ref largest)) : TimeSpan.Zero;

    /// <summary>Counts one latency; a negative one, of a clock that was set back, as zero.</summary>
    public void Record(TimeSpan latency)
    {
        var nanoseconds = Math.Clamp(latency.Ticks, 0, Longest.Ticks - 1) * TimeSpan.NanosecondsPerTick;
        Interlocked.Increment(ref counts[Index(nanoseconds)]);
        Interlocked.Add(ref sum, nanoseconds);
        LowerTo(ref smallest, nanoseconds);
        RaiseTo(ref largest, nanoseconds);
        Interlocked.Increment(ref count);
    }

    /// <summary>Counts all of another one as well.</summary>
    public void Add(LatencyHistogram other)
    {
        for (var i = 0; i < counts.Length; i++)
        {
            if (Interlocked.Read(ref other.counts[i]) is var more and > 0)
            {
                Interlocked.Add(ref counts[i], more);
            }
        }

        Interlocked.Add(ref sum, Interlocked.Read(ref other.sum));
        LowerTo(ref smallest, Interlocked.Read(ref other.smallest));
        RaiseTo(ref largest, Interlocked.Read(ref other.largest));
        Interlocked.Add(ref count, other.Count);
    }

    /// <summary>The latency that at least the share q does not exceed (nearest rank); zero where nothing was recorded.</summary>
    /// <param name="q">From 0 to 1.</param>
    public TimeSpan Quantile(double q)
    {
        var rank = Math.Max(1, (long)Math.Ceiling(q * Count));
        foreach (var (latency, seen) in Steps())
        {
            if (seen >= rank)
            {
                return latency;
            }
        }

        return Greatest;
    }

    /// <summary>The empirical distribution function: each latency that occurs, and how many are at most as long.</summary>
    public IEnumerable<(TimeSpan Latency, long AtMost)> Steps()
    {
        var seen = 0L;
        for (var i = 0; i < counts.Length; i++)
        {
            if (Interlocked.Read(ref counts[i]) is var here and > 0)
            {
                seen += here;
                yield return (Duration(Math.Clamp(Middle(i), Interlocked.Read(ref smallest), Interlocked.Read(ref largest))), seen);
            }
        }
    }

    private static int Index(long value)
    {
        var shift = Math.Max(0, 63 - BitOperations.LeadingZeroCount((ulong)value) - Precision);
        return (shift << Precision) + (int)(value >> shift);
    }

    private static long Middle(int index)
    {
        var shift = Math.Max(0, (index >> Precision) - 1);
        var first = (long)(index - (shift << Precision)) << shift;
        return first + ((1L << shift) / 2);
    }

    private static TimeSpan Duration(long nanoseconds) => TimeSpan.FromTicks(nanoseconds / TimeSpan.NanosecondsPerTick);

    private static void LowerTo(ref long place, long value)
    {
        for (var seen = Interlocked.Read(ref place); value < seen;)
        {
            seen = Interlocked.CompareExchange(ref place, value, seen) is var before && before == seen ? value : before;
        }
    }

    private static void RaiseTo(ref long place, long value)
    {
        for (var seen = Interlocked.Read(ref place); value > seen;)
        {
            seen = Interlocked.CompareExchange(ref place, value, seen) is var before && before == seen ? value : before;
        }
    }
}
