using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Connectors.Aggregation;

/// <summary>Values that are kept as a histogram.</summary>
internal interface IDistribution
{
    /// <summary>Counts a value as often as that.</summary>
    void Record(double value, ulong times);

    /// <summary>A data point with everything but its attributes, times and exemplars.</summary>
    Message ToPoint();
}
