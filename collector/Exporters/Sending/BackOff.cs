namespace TracingReference.Collector.Exporters.Sending;

/// <summary>The waits between attempts, one after the other.</summary>
internal struct BackOff(RetrySettings settings)
{
    private TimeSpan _current = settings.InitialInterval;

    /// <param name="random">From 0 to 1.</param>
    public TimeSpan Next(double random)
    {
        var spread = settings.RandomizationFactor * _current.Ticks;
        var wait = TimeSpan.FromTicks((long)(_current.Ticks - spread + (random * 2 * spread)));
        // Compared before it is multiplied, so that no interval can overflow.
        _current = _current.Ticks >= settings.MaxInterval.Ticks / settings.Multiplier ? settings.MaxInterval : _current * settings.Multiplier;
        return wait;
    }
}
