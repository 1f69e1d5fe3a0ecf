namespace NBomber.Engine;

/// <summary>Iterations that begin when they are due.</summary>
internal sealed class OpenLoad(
    string name, int least, int most, TimeSpan interval, TimeSpan during, bool isRamp = false, int? iterations = null) : Load(name, during)
{
    /// <summary>What the load ends with, in iterations an interval.</summary>
    public int Rate => most;

    /// <summary>When iterations are due, from its beginning on.</summary>
    /// <param name="before">The rate before this load, in iterations a second.</param>
    /// <param name="random">For a rate that is drawn.</param>
    public IEnumerable<TimeSpan> DueTimes(double before, Random random)
    {
        var begun = 0;
        for (var start = TimeSpan.Zero; iterations is null ? start < During : begun < iterations; start += interval)
        {
            var rate = isRamp ? RampedRate(before, start) : random.Next(least, most + 1);
            for (var i = 0; i < rate; i++)
            {
                var due = start + (interval * ((double)i / rate));
                if (iterations is null ? due >= During : begun >= iterations)
                {
                    yield break;
                }

                begun++;
                yield return due;
            }
        }
    }

    /// <summary>The rate it ends with, in iterations a second.</summary>
    public double PerSecond => Rate / interval.TotalSeconds;

    private int RampedRate(double before, TimeSpan start)
    {
        var middle = Math.Min(1, (start + (interval / 2)) / During);
        var from = before * interval.TotalSeconds;
        return (int)Math.Round(from + ((Rate - from) * middle));
    }
}
