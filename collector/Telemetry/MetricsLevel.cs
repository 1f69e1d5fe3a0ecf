namespace TracingReference.Collector.Telemetry;

/// <summary>How much the collector tells about itself (service::telemetry::metrics::level).</summary>
public enum MetricsLevel
{
    None,
    Basic,
    Normal,
    Detailed,
}
