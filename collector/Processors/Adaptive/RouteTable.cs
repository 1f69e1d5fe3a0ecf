namespace TracingReference.Collector.Processors.Adaptive;

/// <summary>The rates of all routes; there are never more than so many.</summary>
internal sealed class RouteTable(AdaptiveSettings settings)
{
    private readonly Dictionary<string, RouteRate> _rates = new(StringComparer.Ordinal);
    private readonly RouteRate _others = new(settings.Target, settings.Window);
    private TimeSpan? _lastPurge;

    public int Count => _rates.Count;

    /// <summary>A route's rate. Where there are too many, one that none was seen of for a window makes room, or the route shares one rate with others.</summary>
    public RouteRate this[string route, TimeSpan now]
    {
        get
        {
            if (_rates.TryGetValue(route, out var rate))
            {
                return rate;
            }

            if (_rates.Count >= settings.MaxRoutes && !Purge(now))
            {
                return _others;
            }

            return _rates[route] = new(settings.Target, settings.Window);
        }
    }

    // Looking at every route for every new one would let a client's random routes cost more than their traces.
    private bool Purge(TimeSpan now)
    {
        if (_lastPurge is { } last && now - last < settings.Window)
        {
            return false;
        }

        _lastPurge = now;
        foreach (var (route, rate) in _rates)
        {
            if (rate.IsIdle(now))
            {
                _rates.Remove(route);
            }
        }

        return _rates.Count < settings.MaxRoutes;
    }
}
