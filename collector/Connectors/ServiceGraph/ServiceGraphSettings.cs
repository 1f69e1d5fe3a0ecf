namespace TracingReference.Collector.Connectors.ServiceGraph;

/// <summary>Settings of the service_graph connector.</summary>
/// <param name="Bounds">Upper bounds of the histograms in seconds; null for exponential ones.</param>
/// <param name="MaxSize">The most buckets of an exponential histogram.</param>
/// <param name="Dimensions">Attributes of clients and servers that become labels.</param>
/// <param name="Ttl">How long a request's one side waits for its other.</param>
/// <param name="MaxItems">How many wait at a time.</param>
/// <param name="ExpirationLoop">How often it is looked for those that have waited too long.</param>
/// <param name="CacheLoop">How often it is looked for series that are stale.</param>
/// <param name="PeerAttributes">What names a server that tells nothing itself, the first that is there.</param>
/// <param name="TellsVirtualNode">Whether a label tells which side was made up.</param>
/// <param name="DatabaseAttributes">What names a database, the first that is there.</param>
/// <param name="FlushInterval">How often metrics are sent; zero for with every batch.</param>
/// <param name="TimestampOffset">How far in the past metrics are.</param>
internal sealed record ServiceGraphSettings(
    double[]? Bounds,
    int MaxSize,
    IReadOnlyList<string> Dimensions,
    TimeSpan Ttl,
    int MaxItems,
    TimeSpan ExpirationLoop,
    TimeSpan CacheLoop,
    IReadOnlyList<string> PeerAttributes,
    bool TellsVirtualNode,
    IReadOnlyList<string> DatabaseAttributes,
    TimeSpan FlushInterval,
    TimeSpan TimestampOffset);
