using TracingReference.LoadTest.Otlp;
using TracingReference.LoadTest.Overhead;
using TracingReference.LoadTest.Systems;

namespace TracingReference.LoadTest.Tests.Overhead;

public sealed class SnapshotTests
{
    [Fact]
    public void A_block_s_usage_is_what_came_since_the_block_before()
    {
        var before = new Snapshot(
            new Dictionary<string, ProcessReading> { ["shop"] = Reading(cpu: 100, allocated: 5_000, resident: 70, pause: 3, burnt: 9, jit: 20) },
            new Dictionary<string, TelemetryCount> { ["shop"] = new(10, 2_000, 3_000, 10, 0) });
        var after = new Snapshot(
            new Dictionary<string, ProcessReading> { ["shop"] = Reading(cpu: 150, allocated: 6_000, resident: 60, pause: 4, burnt: 14, jit: 22) },
            new Dictionary<string, TelemetryCount> { ["shop"] = new(14, 2_900, 4_100, 14, 0) });

        var usage = after.Since(before)["shop"];
        Assert.Equal((48_000, 1_000, 60, 5_000, 1_000), (usage.CpuMicroseconds, usage.AllocatedBytes, usage.ResidentBytes, usage.BurntMicroseconds, usage.GcPauseMicroseconds));
        Assert.Equal(2_000, usage.JitMicroseconds);
        Assert.Equal((4, 900, 1_100), (usage.Spans, usage.SpanBytes, usage.TelemetryBytes));
    }

    [Fact]
    public void A_service_that_exports_nothing_has_exported_nothing()
    {
        var silent = new Snapshot(new Dictionary<string, ProcessReading> { ["collector"] = default }, new Dictionary<string, TelemetryCount>());
        Assert.Equal(0, silent.Since(silent)["collector"].TelemetryBytes);
    }

    [Fact]
    public void A_first_reading_is_of_all_since_the_process_began()
    {
        var first = new Snapshot(
            new Dictionary<string, ProcessReading> { ["shop"] = Reading(cpu: 100, allocated: 5_000, resident: 70, pause: 3, burnt: 9, jit: 20) }, new Dictionary<string, TelemetryCount>());
        Assert.Equal((80_000, 5_000), (first.Since(Snapshot.Nothing)["shop"].CpuMicroseconds, first.Since(Snapshot.Nothing)["shop"].AllocatedBytes));
    }

    private static ProcessReading Reading(int cpu, long allocated, long resident, int pause, int burnt, int jit) => new(
        TimeSpan.FromMilliseconds(cpu), allocated, resident, TimeSpan.FromMilliseconds(pause), TimeSpan.FromMilliseconds(burnt), TimeSpan.FromMilliseconds(jit));
}
