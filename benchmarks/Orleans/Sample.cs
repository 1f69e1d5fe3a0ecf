using System.Text.Json.Serialization;

namespace TracingReference.Benchmarks.Orleans;

/// <summary>What one process measured: calls a second, bytes allocated a call, times in milliseconds, memory in MB.</summary>
internal sealed record Sample(
    double Sequential, double SequentialBytes, double Concurrent, double ConcurrentBytes,
    double StartMs, double FirstCallMs, double IdleMb, double LoadedMb);

[JsonSerializable(typeof(Sample))]
internal sealed partial class SampleJson : JsonSerializerContext;
