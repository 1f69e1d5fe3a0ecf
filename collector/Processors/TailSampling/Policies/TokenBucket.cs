namespace TracingReference.Collector.Processors.TailSampling.Policies;

/// <summary>A bucket that fills steadily up to a burst, full at first, computed as Go's golang.org/x/time/rate does.</summary>
internal sealed class TokenBucket(long perSecond, long burst)
{
    private double _tokens = burst;
    private TimeSpan? _last;

    /// <summary>Takes so many tokens if they are there. More than the burst never are.</summary>
    public bool TryTake(long count, TimeSpan now)
    {
        var filled = _tokens;
        if (_last is { } last && now > last)
        {
            filled = Math.Min(burst, _tokens + ((now - last).TotalSeconds * perSecond));
        }

        // What is missing may take less than a nanosecond to come: Go counts that as nothing.
        var rest = filled - count;
        var isMissing = rest < 0 && (perSecond <= 0 || (long)(-rest / perSecond * 1e9) > 0);
        if (count > burst || isMissing)
        {
            return false;
        }

        (_tokens, _last) = (rest, now);
        return true;
    }
}
