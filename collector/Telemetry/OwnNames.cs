using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Telemetry;

/// <summary>What otelcol calls the items of each signal in its metrics' names.</summary>
internal static class OwnNames
{
    public static string Items(Signal signal) => signal switch
    {
        Signal.Traces => "spans",
        Signal.Metrics => "metric_points",
        _ => "log_records",
    };

    public static string DataType(Signal signal) => signal switch
    {
        Signal.Traces => "traces",
        Signal.Metrics => "metrics",
        _ => "logs",
    };
}
