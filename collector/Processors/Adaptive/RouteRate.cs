namespace TracingReference.Collector.Processors.Adaptive;

/// <summary>
/// Counts one route's traces over a sliding window of ten slots and the one that runs, and gives the probability by which
/// the target is met. It depends on the counts alone, not on which traces were kept: so 1/probability is an unbiased weight.
/// </summary>
/// <param name="target">Traces a second.</param>
/// <param name="window">The length of the window.</param>
internal sealed class RouteRate(double target, TimeSpan window)
{
    private const int Slots = 10;
    private readonly long[] _counts = new long[Slots + 1];
    private readonly long _slotTicks = window.Ticks / Slots;
    private long _firstTick = -1;
    private long _slot;
    private long _total;

    /// <summary>Whether nothing was counted for a whole window.</summary>
    public bool IsIdle(TimeSpan now)
    {
        Advance(now.Ticks / _slotTicks);
        return _total == 0;
    }

    /// <summary>Counts a trace, and gives the probability for it.</summary>
    /// <param name="now">The time since some fixed moment.</param>
    public double Next(TimeSpan now)
    {
        var slot = now.Ticks / _slotTicks;
        Advance(slot);
        if (_firstTick < 0 || _total == 0)
        {
            _firstTick = now.Ticks;
        }

        _total++;
        _counts[slot % _counts.Length]++;
        // A window that is not full yet is as long as it lasts, but at least a slot: two traces in a row are no rate.
        var covered = Math.Min(now.Ticks - _firstTick, (Slots * _slotTicks) + (now.Ticks % _slotTicks));
        var seconds = TimeSpan.FromTicks(Math.Max(covered, _slotTicks)).TotalSeconds;
        return Math.Min(1, target * seconds / _total);
    }

    // Slots that have left the window are emptied.
    private void Advance(long slot)
    {
        for (var steps = Math.Min(slot - _slot, _counts.Length); steps > 0; steps--)
        {
            ref var leaving = ref _counts[(slot - steps + 1) % _counts.Length];
            _total -= leaving;
            leaving = 0;
        }

        _slot = Math.Max(_slot, slot);
    }
}
