namespace TracingReference.Collector.Exporters.Prometheus;

/// <summary>Prometheus' types of metrics.</summary>
internal enum SeriesType
{
    Gauge,
    Counter,
    Histogram,
    Summary,
}
