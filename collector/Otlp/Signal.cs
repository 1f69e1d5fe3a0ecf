namespace TracingReference.Collector.Otlp;

/// <summary>What a pipeline carries.</summary>
public enum Signal
{
    Traces,
    Metrics,
    Logs,
}
