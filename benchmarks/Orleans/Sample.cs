using System.Text.Json.Serialization;

namespace TracingReference.Benchmarks.Orleans;

/// <summary>What one process measured. Times in milliseconds, memory in MB.</summary>
internal sealed record Sample(
    string Packages, Throughput Sequential, Throughput Concurrent,
    double StartMs, double FirstCallMs, double IdleMb, double LoadedMb);

[JsonSerializable(typeof(Sample))]
internal sealed partial class SampleJson : JsonSerializerContext;
