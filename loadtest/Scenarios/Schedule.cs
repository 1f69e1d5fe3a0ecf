namespace TracingReference.LoadTest.Scenarios;

/// <summary>When each request of a load is due. A latency that counts from then also counts what a slow system, or a busy load generator, made it wait.</summary>
/// <param name="phases">The load.</param>
public sealed class Schedule(IReadOnlyList<LoadPhase> phases)
{
    /// <summary>How many requests there are; null where the load ramps, and how many it makes is NBomber's business.</summary>
    public long? Requests { get; } = phases.Any(phase => phase.IsRamp) ? null : (long)phases.Sum(phase => phase.Rate * phase.During.TotalSeconds);

    /// <summary>After the first one's begin; null where nobody can say, during and after a ramp.</summary>
    /// <param name="number">From 0.</param>
    public TimeSpan? Due(long number)
    {
        var begin = TimeSpan.Zero;
        foreach (var phase in phases)
        {
            var inPhase = (long)(phase.Rate * phase.During.TotalSeconds);
            if (phase.IsRamp || number < inPhase)
            {
                return phase.IsRamp ? null : begin + TimeSpan.FromSeconds((double)number / phase.Rate);
            }

            number -= inPhase;
            begin += phase.During;
        }

        return null;
    }
}
