namespace Embedded.Silo;

/// <summary>
/// A coarse clock: a counter that a timer moves on, so that stamping a call costs a read. Ticks follow the shorter of the
/// response timeout and the collection quantum, and are at most a second; waits end up to two ticks late, never early.
/// </summary>
internal sealed class SiloClock(TimeSpan tick)
{
    private int _now;

    public TimeSpan Tick { get; } = tick;

    public int Now => Volatile.Read(ref _now);

    public void Advance() => Interlocked.Increment(ref _now);

    /// <summary>Whether that much time has passed since then. Subtraction survives the counter's wrap.</summary>
    public bool HasPassed(TimeSpan time, int since) => time != Timeout.InfiniteTimeSpan && Now - since > time / Tick;
}
