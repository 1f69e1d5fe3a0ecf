namespace TracingReference.Collector.Processors.MemoryLimiter;

/// <summary>How long there is between two forced collections.</summary>
/// <param name="Least">At least this.</param>
/// <param name="Most">Where they free next to nothing, the time is doubled up to this; 0 for never.</param>
internal sealed record CollectionInterval(TimeSpan Least, TimeSpan Most)
{
    // A collection ends after the check that began it: without this, every second check would come too early.
    private const double ShareOfCheck = 0.95;

    /// <summary>The time after a collection that was of no use.</summary>
    public TimeSpan After(TimeSpan current, TimeSpan checkInterval)
    {
        if (Most == TimeSpan.Zero)
        {
            return Least;
        }

        var least = Max(Least, checkInterval * ShareOfCheck);
        var doubled = Max(current, least) * 2;
        var most = Max(Most, Least);
        return doubled < most ? doubled : most;
    }

    private static TimeSpan Max(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
