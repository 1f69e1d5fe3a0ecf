namespace TracingReference.Collector.Pipelines;

/// <summary>An extension that wants to know whether telemetry can flow.</summary>
public interface IPipelineWatcher
{
    /// <summary>All pipelines have started.</summary>
    void Ready();

    /// <summary>The pipelines are about to stop.</summary>
    void NotReady();
}
