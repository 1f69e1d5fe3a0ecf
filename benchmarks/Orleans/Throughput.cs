namespace TracingReference.Benchmarks.Orleans;

/// <summary>
/// Calls a second by the clock, processor time a call in microseconds, and bytes allocated a call. The processor time is
/// the figure to trust on a machine that others use too.
/// </summary>
internal sealed record Throughput(double Rate, double Cpu, double Bytes);
