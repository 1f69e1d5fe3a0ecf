using System.Collections.Concurrent;
using NBomber.Contracts;
using NBomber.Contracts.Stats;
using TracingReference.LoadTest.Recording;

namespace NBomber.Engine;

/// <summary>What is measured of a step or a scenario. Any thread may record.</summary>
internal sealed class Measurements
{
    private const int MostStatuses = 200;

    private readonly Outcome ok = new();
    private readonly Outcome fail = new();

    public int FailCount => (int)fail.Latencies.Count;

    public long Count => ok.Latencies.Count + fail.Latencies.Count;

    public void Record(IResponse response, TimeSpan latency) => (response.IsError ? fail : ok).Record(
        response, response.CustomLatencyMs > 0 ? TimeSpan.FromMilliseconds(response.CustomLatencyMs) : latency);

    public void Add(Measurements other)
    {
        ok.Add(other.ok);
        fail.Add(other.fail);
    }

    public MeasurementStats Ok(TimeSpan duration) => ok.Stats(duration, Count);

    public MeasurementStats Fail(TimeSpan duration) => fail.Stats(duration, Count);

    private sealed class Outcome
    {
        private readonly ConcurrentDictionary<(string Code, bool IsError, string Message), StrongBox> statuses = new();
        private long bytes;
        private long leastBytes = long.MaxValue;
        private long mostBytes;

        public LatencyHistogram Latencies { get; } = new();

        public void Record(IResponse response, TimeSpan latency)
        {
            Latencies.Record(latency);
            Interlocked.Add(ref bytes, response.SizeBytes);
            Keep(ref leastBytes, response.SizeBytes, static (size, least) => size < least);
            Keep(ref mostBytes, response.SizeBytes, static (size, most) => size > most);
            var key = (response.StatusCode, response.IsError, response.Message);
            if (statuses.TryGetValue(key, out var seen) || statuses.Count < MostStatuses)
            {
                Interlocked.Increment(ref (seen ?? statuses.GetOrAdd(key, _ => new StrongBox())).Value);
            }
        }

        private static void Keep(ref long extreme, long size, Func<long, long, bool> isFurther)
        {
            for (var seen = Interlocked.Read(ref extreme); isFurther(size, seen);)
            {
                var before = Interlocked.CompareExchange(ref extreme, size, seen);
                if (before == seen)
                {
                    return;
                }

                seen = before;
            }
        }

        public void Add(Outcome other)
        {
            Latencies.Add(other.Latencies);
            bytes += other.bytes;
            leastBytes = Math.Min(leastBytes, other.leastBytes);
            mostBytes = Math.Max(mostBytes, other.mostBytes);
            foreach (var (key, value) in other.statuses)
            {
                statuses.GetOrAdd(key, _ => new StrongBox()).Value += value.Value;
            }
        }

        public MeasurementStats Stats(TimeSpan duration, long all) => new()
        {
            Request = new()
            {
                Count = (int)Latencies.Count,
                RPS = PerSecond(Latencies.Count, duration),
                Percent = Percent(Latencies.Count, all),
            },
            Latency = new()
            {
                MinMs = Milliseconds(Latencies.Shortest),
                MeanMs = Milliseconds(Latencies.Mean),
                MaxMs = Milliseconds(Latencies.Greatest),
                Percent50 = Milliseconds(Latencies.Quantile(0.50)),
                Percent75 = Milliseconds(Latencies.Quantile(0.75)),
                Percent95 = Milliseconds(Latencies.Quantile(0.95)),
                Percent99 = Milliseconds(Latencies.Quantile(0.99)),
                StdDev = Math.Round(Deviation(), 2),
                LatencyCount = Slices(),
            },
            DataTransfer = new()
            {
                MinBytes = Latencies.Count > 0 ? leastBytes : 0,
                MaxBytes = mostBytes,
                MeanBytes = Latencies.Count > 0 ? bytes / Latencies.Count : 0,
                AllBytes = bytes,
                BytesPerSecond = PerSecond(bytes, duration),
            },
            StatusCodes = [.. statuses
                .Where(status => status.Key.Code.Length > 0)
                .OrderBy(status => status.Key.Code, StringComparer.Ordinal)
                .Select(status => new StatusCodeStats
                {
                    StatusCode = status.Key.Code,
                    IsError = status.Key.IsError,
                    Message = status.Key.Message,
                    Count = (int)status.Value.Value,
                    Percent = Percent(status.Value.Value, all),
                })],
        };

        private static double PerSecond(long count, TimeSpan duration) => duration > TimeSpan.Zero ? Math.Round(count / duration.TotalSeconds, 2) : 0;

        private static int Percent(long part, long all) => all > 0 ? (int)Math.Round(100.0 * part / all) : 0;

        private static double Milliseconds(TimeSpan time) => Math.Round(time.TotalMilliseconds, 2);

        private double Deviation()
        {
            var (mean, before, squares) = (Latencies.Mean.TotalMilliseconds, 0L, 0.0);
            foreach (var (latency, atMost) in Latencies.Steps())
            {
                squares += (atMost - before) * (latency.TotalMilliseconds - mean) * (latency.TotalMilliseconds - mean);
                before = atMost;
            }

            return before > 0 ? Math.Sqrt(squares / before) : 0;
        }

        private LatencyCount Slices()
        {
            var count = new LatencyCount();
            var before = 0L;
            foreach (var (latency, atMost) in Latencies.Steps())
            {
                var here = (int)(atMost - before);
                before = atMost;
                if (latency.TotalMilliseconds <= 800)
                {
                    count.LessOrEq800 += here;
                }
                else if (latency.TotalMilliseconds < 1200)
                {
                    count.More800Less1200 += here;
                }
                else
                {
                    count.MoreOrEq1200 += here;
                }
            }

            return count;
        }
    }

    private sealed class StrongBox
    {
        public long Value;
    }
}
