using TracingReference.Collector.Connectors.Aggregation;

namespace TracingReference.Collector.Connectors.ServiceGraph;

/// <summary>The requests between two services.</summary>
internal sealed class EdgeSeries(IReadOnlyList<Otlp.Attribute> attributes, IDistribution client, IDistribution server)
{
    public IReadOnlyList<Otlp.Attribute> Attributes => attributes;

    public IDistribution Client => client;

    public IDistribution Server => server;

    public long Requests { get; private set; }

    public long Failures { get; private set; }

    public DateTimeOffset Updated { get; private set; }

    public void Add(Edge edge, DateTimeOffset now)
    {
        Requests++;
        Failures += edge.HasFailed ? 1 : 0;
        client.Record(edge.ClientLatency, 1);
        server.Record(edge.ServerLatency, 1);
        Updated = now;
    }
}
