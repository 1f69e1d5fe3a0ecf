namespace TracingReference.Benchmarks.NBomber;

/// <summary>One run.</summary>
/// <param name="Made">Requests a second that were answered.</param>
/// <param name="Failed">Requests that were not.</param>
/// <param name="P50">The median latency in milliseconds.</param>
/// <param name="P99">Exceeded by a hundredth.</param>
/// <param name="Cpu">Processor time of the load generator, in microseconds a request.</param>
internal sealed record Sample(double Made, int Failed, double P50, double P99, double Cpu);
