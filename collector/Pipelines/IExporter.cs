namespace TracingReference.Collector.Pipelines;

/// <summary>The end of a pipeline.</summary>
public interface IExporter : IConsumer, IComponent;
