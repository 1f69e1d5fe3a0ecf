namespace TracingReference.Collector.Pipelines;

/// <summary>The end of a pipeline.</summary>
public interface IExporter : IConsumer, IComponent
{
    /// <summary>
    /// The collector begins to stop; this is stopped last, after everything before it has passed on what it held. From now on
    /// nothing is sent a second time, and with the limit all that is under way is given up and counted: whoever sends here
    /// waits no longer than that.
    /// </summary>
    void BeginStop(CancellationToken limit)
    {
        // One that keeps nobody waiting has nothing to give up.
    }
}
