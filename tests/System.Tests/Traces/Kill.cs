namespace TracingReference.SystemTests.Traces;

/// <summary>A service that was killed, and when.</summary>
public sealed record Kill(string Service, DateTimeOffset At)
{
    /// <summary>A span that ended so long before may still have waited for its export.</summary>
    private static readonly TimeSpan ExportDelay = TimeSpan.FromSeconds(3);

    /// <summary>Whether a span of this service, open at some time between these two, may have died with it.</summary>
    public bool Explains(string service, DateTimeOffset earliest, DateTimeOffset latest) =>
        service == Service && earliest <= At && latest >= At - ExportDelay;
}
