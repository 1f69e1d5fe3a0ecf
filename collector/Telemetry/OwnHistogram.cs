using System.Globalization;

namespace TracingReference.Collector.Telemetry;

/// <summary>A distribution over fixed buckets.</summary>
public sealed class OwnHistogram(double[] bounds) : IOwnInstrument
{
    private readonly long[] _counts = new long[bounds.Length + 1];
    private readonly Lock _lock = new();
    private double _sum;

    public void Record(double value)
    {
        var bucket = Array.BinarySearch(bounds, value);
        lock (_lock)
        {
            _counts[bucket >= 0 ? bucket : ~bucket]++;
            _sum += value;
        }
    }

    public IEnumerable<(string Suffix, string Label, double Value)> Samples()
    {
        lock (_lock)
        {
            var samples = new List<(string, string, double)>(bounds.Length + 3);
            long count = 0;
            for (var bucket = 0; bucket < _counts.Length; bucket++)
            {
                count += _counts[bucket];
                var le = bucket < bounds.Length ? bounds[bucket].ToString("R", CultureInfo.InvariantCulture) : "+Inf";
                samples.Add(("_bucket", $"le=\"{le}\"", count));
            }

            samples.Add(("_sum", "", _sum));
            samples.Add(("_count", "", count));
            return samples;
        }
    }
}
