using TracingReference.LoadTest.Statistics;

namespace TracingReference.LoadTest.Reports;

/// <summary>One system under steady load for long.</summary>
/// <param name="Scenario">What was asked of the shop.</param>
/// <param name="Arm">Of the system that was started; null for one that ran already.</param>
/// <param name="Rate">Requests a second.</param>
/// <param name="Seconds">How long.</param>
/// <param name="IntervalSeconds">Between two readings.</param>
/// <param name="WarmupSeconds">Readings before that are shown, but no slope is taken from them: caches fill and code is compiled.</param>
public sealed record SoakSection(string Scenario, string? Arm, int Rate, double Seconds, double IntervalSeconds, double WarmupSeconds)
{
    /// <summary>The readings, in order of time.</summary>
    public List<SoakPoint> Points { get; init; } = [];

    /// <summary>How fast each service's resident memory grows; empty where there are too few readings, and of a system that ran already.</summary>
    public List<MemoryGrowth> Growth { get; init; } = [];

    /// <summary>How the requests failed, and how often.</summary>
    public Dictionary<string, long> Failures { get; init; } = [];

    /// <summary>How many of the last accepted orders were read back; null where it did not come to that.</summary>
    public int? OrdersRead { get; set; }

    /// <summary>How many of them were still pending when patience ended.</summary>
    public int? OrdersPending { get; set; }

    /// <summary>Spans that the SDKs' queues dropped, by their own count; null where none of them told.</summary>
    public long? SpansDropped { get; set; }
}

/// <summary>What one interval showed.</summary>
/// <param name="Seconds">Its end, since the load's begin.</param>
/// <param name="Requests">How many were answered in it.</param>
/// <param name="Failed">How many of them not as they should have been.</param>
/// <param name="P50Microseconds">Median of the latency since a request was due.</param>
/// <param name="P90Microseconds">Exceeded by a tenth.</param>
/// <param name="P99Microseconds">Exceeded by a hundredth.</param>
/// <param name="Services">What each service used, and the collector under its own name; empty for a system that ran already.</param>
public sealed record SoakPoint(
    double Seconds, long Requests, long Failed, double P50Microseconds, double P90Microseconds, double P99Microseconds, IReadOnlyDictionary<string, SoakUsage> Services);

/// <summary>What a process used in an interval.</summary>
/// <param name="ResidentBytes">Resident at its end.</param>
/// <param name="AllocatedBytes">Allocated by managed code in it.</param>
/// <param name="CpuMicroseconds">Processor time in it.</param>
public sealed record SoakUsage(long ResidentBytes, long AllocatedBytes, double CpuMicroseconds);

/// <summary>The slope of a service's resident memory, in bytes an hour.</summary>
/// <param name="Service">Which.</param>
/// <param name="Blocks">How many medians of consecutive readings it rests on.</param>
/// <param name="BytesPerHour">The Theil-Sen estimate over these medians.</param>
/// <param name="Interval">Sen's interval of it, from the exact distribution of Kendall's statistic.</param>
public sealed record MemoryGrowth(string Service, int Blocks, double BytesPerHour, Interval Interval);
