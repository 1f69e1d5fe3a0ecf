namespace TracingReference.AppHost.Backends;

/// <summary>How many of the traces the collector keeps.</summary>
internal enum Sampling
{
    /// <summary>All.</summary>
    Development,

    /// <summary>Half, and every one with an error, slow or forced.</summary>
    Staging,

    /// <summary>A tenth, and every one with an error, slow or forced.</summary>
    Production,

    /// <summary>About as many a second of each route, whatever its traffic. Only this repository's collector can.</summary>
    Adaptive,
}
