using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Connectors.ServiceGraph;

/// <summary>A request between two services, of which one side or both are known.</summary>
/// <param name="key">The trace, and the span of the client's side; that span is empty where a server has no parent.</param>
/// <param name="expires">When nobody waits for the other side any more.</param>
internal sealed class Edge(EdgeKey key, DateTimeOffset expires)
{
    public EdgeKey Key => key;

    public DateTimeOffset Expires => expires;

    public string Client { get; set; } = "";

    public string Server { get; set; } = "";

    /// <summary>messaging_system, database, virtual_node, or nothing.</summary>
    public string ConnectionType { get; set; } = "";

    /// <summary>Which side was made up: client or server.</summary>
    public string VirtualNode { get; set; } = "";

    /// <summary>Seconds.</summary>
    public double ClientLatency { get; set; }

    /// <summary>Seconds.</summary>
    public double ServerLatency { get; set; }

    public bool HasFailed { get; set; }

    /// <summary>The name that the client has for the server.</summary>
    public string? Peer { get; set; }

    public SortedDictionary<string, string> Dimensions { get; } = new(StringComparer.Ordinal);

    public bool IsComplete => Client.Length > 0 && Server.Length > 0;
}
