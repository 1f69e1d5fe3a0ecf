using System.Diagnostics;

namespace TracingReference.Collector.Telemetry;

/// <summary>What the collector's process uses, under the names that otelcol has for Go's runtime.</summary>
internal static class ProcessMetrics
{
    public static void AddTo(OwnMetrics metrics, TimeProvider time)
    {
        var start = time.GetTimestamp();
        metrics.CounterOf("process_uptime", MetricsLevel.Basic, () => time.GetElapsedTime(start).TotalSeconds);
        metrics.CounterOf("process_cpu_seconds", MetricsLevel.Basic, () => Environment.CpuUsage.TotalTime.TotalSeconds);
        metrics.Gauge("process_memory_rss", MetricsLevel.Basic, static () => Environment.WorkingSet);
        metrics.Gauge("process_runtime_heap_alloc_bytes", MetricsLevel.Basic, static () => GC.GetTotalMemory(forceFullCollection: false));
        metrics.CounterOf("process_runtime_total_alloc_bytes", MetricsLevel.Basic, static () => GC.GetTotalAllocatedBytes());
        metrics.Gauge("process_runtime_total_sys_memory_bytes", MetricsLevel.Basic, static () => Process.GetCurrentProcess().PrivateMemorySize64);
    }
}
