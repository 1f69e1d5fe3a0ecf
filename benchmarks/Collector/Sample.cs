namespace TracingReference.Benchmarks.Collector;

/// <summary>One run. Counts are spans; sent = delivered + sampled out + refused + dropped.</summary>
/// <param name="Rate">Spans a second that were asked for.</param>
/// <param name="Sent">What the generator offered.</param>
/// <param name="Delivered">What the back end got.</param>
/// <param name="SampledOut">What the tail sampler decided not to keep.</param>
/// <param name="Refused">What the collector told the generator that it did not take.</param>
/// <param name="OfferedPerSecond">What was really offered; less than asked for where the generator could not.</param>
/// <param name="ProcessorMicroseconds">The collector's processor time a span.</param>
/// <param name="AllocatedBytes">What the collector allocated a span.</param>
/// <param name="PeakResidentBytes">The most memory that its process has had resident so far.</param>
internal sealed record Sample(
    int Rate, long Sent, long Delivered, long SampledOut, long Refused, double OfferedPerSecond, double ProcessorMicroseconds, double AllocatedBytes, long PeakResidentBytes)
{
    /// <summary>What is accounted for by nothing else.</summary>
    public long Dropped => Sent - Delivered - SampledOut - Refused;

    /// <summary>What one core could do if it did nothing else.</summary>
    public double SpansPerSecondPerCore => 1e6 / ProcessorMicroseconds;
}
