using TracingReference.LoadTest.Otlp;
using TracingReference.LoadTest.Reports;
using TracingReference.LoadTest.Systems;

namespace TracingReference.LoadTest.Overhead;

/// <summary>What a system had used at one moment.</summary>
/// <param name="Processes">By service, and the collector under its own name.</param>
/// <param name="Telemetry">What had arrived, by service.</param>
internal sealed record Snapshot(IReadOnlyDictionary<string, ProcessReading> Processes, IReadOnlyDictionary<string, TelemetryCount> Telemetry)
{
    /// <summary>Before there was a process.</summary>
    public static Snapshot Nothing { get; } = new(new Dictionary<string, ProcessReading>(), new Dictionary<string, TelemetryCount>());

    /// <summary>What each process used since an earlier moment; one that was not there then, since it began.</summary>
    public IReadOnlyDictionary<string, Usage> Since(Snapshot earlier) => Processes.ToDictionary(
        pair => pair.Key,
        pair => Difference(earlier.Processes.GetValueOrDefault(pair.Key), pair.Value, earlier.Exported(pair.Key), Exported(pair.Key)));

    private TelemetryCount Exported(string service) => Telemetry.GetValueOrDefault(service, TelemetryCount.None);

    private static Usage Difference(ProcessReading before, ProcessReading after, TelemetryCount exportedBefore, TelemetryCount exportedAfter) => new(
        (after.Cpu - after.Jit - (before.Cpu - before.Jit)).TotalMicroseconds,
        after.AllocatedBytes - before.AllocatedBytes,
        after.ResidentBytes,
        exportedAfter.Spans - exportedBefore.Spans,
        exportedAfter.SpanBytes - exportedBefore.SpanBytes,
        exportedAfter.AllBytes - exportedBefore.AllBytes,
        (after.Burnt - before.Burnt).TotalMicroseconds)
    {
        GcPauseMicroseconds = (after.GcPause - before.GcPause).TotalMicroseconds,
        JitMicroseconds = (after.Jit - before.Jit).TotalMicroseconds,
    };
}
