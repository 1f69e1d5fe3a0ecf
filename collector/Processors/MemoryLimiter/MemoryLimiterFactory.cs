using System.Runtime.CompilerServices;
using TracingReference.Collector.Configuration;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Processors.MemoryLimiter;

/// <summary>The memory_limiter processor: refuses data while the process has too little memory left.</summary>
internal sealed class MemoryLimiterFactory() : ProcessorFactory<MemoryLimiterSettings>("memory_limiter")
{
    private const long MiB = 1024 * 1024;
    private static readonly TimeSpan DefaultLeast = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan DefaultMost = TimeSpan.FromSeconds(30);

    /// <summary>Pipelines that name the same limiter share one watch: three collections at once are of no use.</summary>
    private readonly ConditionalWeakTable<MemoryLimiterSettings, MemoryWatch> _watches = [];

    protected override MemoryLimiterSettings ReadSettings(ConfigReader reader)
    {
        var (limit, spike) = (reader.UInt32("limit_mib"), reader.UInt32("spike_limit_mib"));
        var (limitPercent, spikePercent) = (reader.UInt32("limit_percentage"), reader.UInt32("spike_limit_percentage"));
        var interval = reader.Duration("check_interval", TimeSpan.Zero);
        var soft = Interval("soft", DefaultLeast);
        var hard = Interval("hard", TimeSpan.Zero);
        reader.Finish();
        var problem = (
            interval <= TimeSpan.Zero ? ("check_interval", "must be greater than zero")
            : soft.Least < hard.Least ? ("min_gc_interval_when_soft_limited", "should not be smaller than min_gc_interval_when_hard_limited")
            : soft.Most < TimeSpan.Zero || (soft.Most > TimeSpan.Zero && soft.Most < soft.Least) ? ("max_gc_interval_when_soft_limited", "must be 0, or not smaller than min_gc_interval_when_soft_limited")
            : hard.Most < TimeSpan.Zero || (hard.Most > TimeSpan.Zero && hard.Most < hard.Least) ? ("max_gc_interval_when_hard_limited", "must be 0, or not smaller than min_gc_interval_when_hard_limited")
            : soft.Most > TimeSpan.Zero && hard.Most > TimeSpan.Zero && soft.Most < hard.Most ? ("max_gc_interval_when_soft_limited", "should not be smaller than max_gc_interval_when_hard_limited")
            : limit == 0 && limitPercent == 0 ? ("limit_mib", "must be greater than zero, or limit_percentage")
            : limitPercent > 100 || spikePercent > 100 ? ("limit_percentage", "and spike_limit_percentage must be greater than zero and less than or equal to hundred")
            : limit > 0 && limit <= spike ? ("spike_limit_mib", "must be smaller than limit_mib")
            : limitPercent > 0 && limitPercent <= spikePercent ? ("spike_limit_percentage", "must be smaller than limit_percentage")
            : ((string Key, string Message)?)null);
        if (problem is var (key, message))
        {
            reader.Error(message, key);
        }

        var total = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        var limitBytes = limit > 0 ? limit * MiB : total * limitPercent / 100;
        var spikeBytes = limit > 0 ? spike * MiB : total * spikePercent / 100;
        return new(interval, limitBytes, spikeBytes > 0 ? spikeBytes : limitBytes / 5, soft, hard);

        CollectionInterval Interval(string limited, TimeSpan least) => new(
            reader.Duration($"min_gc_interval_when_{limited}_limited", least), reader.Duration($"max_gc_interval_when_{limited}_limited", DefaultMost));
    }

    protected override Processor Create(MemoryLimiterSettings settings, ComponentContext context, IConsumer next)
    {
        var watch = _watches.GetValue(settings, key => new(key, context.Time, ManagedHeap.Instance, context.Logger));
        return new MemoryLimiterProcessor(watch, context, next);
    }
}
