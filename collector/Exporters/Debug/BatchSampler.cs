namespace TracingReference.Collector.Exporters.Debug;

/// <summary>Which batches are told of: the first few of each second, and each so manieth of the others. As zap's sampler, which upstream has.</summary>
internal sealed class BatchSampler(DebugSettings settings, TimeProvider time)
{
    private readonly Lock _lock = new();
    private long _begin = time.GetTimestamp();
    private long _count;

    public bool IsNextTold()
    {
        lock (_lock)
        {
            if (time.GetElapsedTime(_begin) >= TimeSpan.FromSeconds(1))
            {
                (_begin, _count) = (time.GetTimestamp(), 0);
            }

            var beyond = ++_count - settings.Initial;
            return beyond <= 0 || (settings.Thereafter > 0 && beyond % settings.Thereafter == 0);
        }
    }
}
