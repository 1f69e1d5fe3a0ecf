namespace TracingReference.Defaults.Telemetry;

/// <summary>
/// Hands the caller's word on sampling from the propagator to the sampler. ASP.NET Core calls them one after
/// the other on one thread, before the request has an <c>Activity</c> or a context that could carry it.
/// </summary>
internal static class RemoteDecision
{
    [ThreadStatic]
    private static RemoteSampling pending;

    public static void Set(RemoteSampling decision) => pending = decision;

    public static RemoteSampling Take()
    {
        var decision = pending;
        pending = RemoteSampling.None;
        return decision;
    }
}
