using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Exporters.Sending;

/// <summary>An extension that keeps things for other components over restarts.</summary>
public interface IStorage
{
    /// <summary>The place of one component, which nobody else gets.</summary>
    /// <exception cref="StartException">There is no such place to be had.</exception>
    IStorageClient Open(ComponentId owner, Signal signal);
}
