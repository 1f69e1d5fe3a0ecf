namespace TracingReference.Collector.Pipelines;

/// <summary>The parts of which pipelines are made.</summary>
public enum ComponentKind
{
    Receiver,
    Processor,
    Exporter,
    Connector,
    Extension,
}
