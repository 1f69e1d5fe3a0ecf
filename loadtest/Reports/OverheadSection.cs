using TracingReference.LoadTest.Comparing;

namespace TracingReference.LoadTest.Reports;

/// <summary>Arms compared in pairs, block by block.</summary>
/// <param name="Scenario">What was asked of the shop.</param>
/// <param name="Rate">Requests a second.</param>
/// <param name="BlockSeconds">How long each block's load lasted.</param>
public sealed record OverheadSection(string Scenario, int Rate, double BlockSeconds)
{
    /// <summary>The pairs, in the order in which they ran; the first is the control.</summary>
    public List<Pair> Pairs { get; init; } = [];
}

/// <summary>Two arms, and what the second adds to the first.</summary>
/// <param name="A">The base arm.</param>
/// <param name="B">The other one; the same in the control.</param>
/// <param name="IsControl">Whether the arms are equal, so that any difference is the machine's.</param>
public sealed record Pair(string A, string B, bool IsControl)
{
    /// <summary>Raw blocks, quad by quad.</summary>
    public List<QuadBlocks> Quads { get; init; } = [];

    /// <summary>What B adds to A; empty while there are fewer quads than a comparison needs.</summary>
    public List<Difference> Differences { get; init; } = [];

    /// <summary>What became of every span of arm A, then of arm B.</summary>
    public List<SpanAccount> Accounts { get; init; } = [];

    /// <summary>
    /// Traces to look at, of arm A, then of arm B, where these keep any: the slowest and the median request of one more block, which came after the last quad,
    /// was of sampled traces only, and is in no figure. The control has none.
    /// </summary>
    public List<ExemplarTrace> Exemplars { get; init; } = [];
}

/// <summary>Four blocks in their order.</summary>
/// <param name="Order">ABBA or BAAB.</param>
/// <param name="Blocks">The four.</param>
public sealed record QuadBlocks(string Order, IReadOnlyList<Block> Blocks);

/// <summary>One stretch of load upon one arm.</summary>
/// <param name="Arm">A or B.</param>
/// <param name="Begun">When its first request was due.</param>
/// <param name="Requests">How many were answered.</param>
/// <param name="Failed">How many of them not as they should have been.</param>
/// <param name="Latency">Of all routes together.</param>
/// <param name="Routes">By route.</param>
/// <param name="Services">What each service used for it, and the collector under its own name.</param>
public sealed record Block(
    string Arm, DateTimeOffset Begun, long Requests, long Failed, Latency Latency, IReadOnlyDictionary<string, Latency> Routes, IReadOnlyDictionary<string, Usage> Services);

/// <summary>Latencies since the request was due, in microseconds.</summary>
/// <param name="Count">How many.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="P50">Their median.</param>
/// <param name="P90">Exceeded by a tenth.</param>
/// <param name="P99">Exceeded by a hundredth.</param>
/// <param name="P999">Exceeded by a thousandth.</param>
/// <param name="Steps">The empirical distribution: pairs of a latency and how many are at most as long; at most 100 of them.</param>
public sealed record Latency(long Count, double Mean, double P50, double P90, double P99, double P999, IReadOnlyList<double[]> Steps);

/// <summary>What a process used for a block.</summary>
/// <param name="CpuMicroseconds">Processor time, but for that of the JIT's background thread.</param>
/// <param name="AllocatedBytes">Allocated by managed code.</param>
/// <param name="ResidentBytes">Resident at its end.</param>
/// <param name="Spans">Spans that it exported.</param>
/// <param name="SpanBytes">Bytes of the requests that carried them, as they were on the wire: compressed where they were, with gRPC's five bytes of framing.</param>
/// <param name="TelemetryBytes">Bytes of all its exports: spans, metrics and logs.</param>
/// <param name="BurntMicroseconds">Of its processor time, the planted burner's.</param>
public sealed record Usage(
    double CpuMicroseconds, long AllocatedBytes, long ResidentBytes, long Spans, long SpanBytes, long TelemetryBytes, double BurntMicroseconds)
{
    /// <summary>How long garbage collection held it.</summary>
    public double GcPauseMicroseconds { get; init; }

    /// <summary>Processor time of the JIT's background thread, which optimizes code once, in bursts: on top of the rest.</summary>
    public double JitMicroseconds { get; init; }
}

/// <summary>What B adds to A in one respect.</summary>
/// <param name="Measure">As budgets.json names it.</param>
/// <param name="Service">Of which service; <c>all</c> for their sum, or the client's view.</param>
/// <param name="Unit">Of <paramref name="A"/>, <paramref name="B"/> and <paramref name="Absolute"/>.</param>
/// <param name="A">The median of A's blocks; of telemetry, their mean.</param>
/// <param name="B">The median of B's blocks; of telemetry, their mean.</param>
/// <param name="Relative">As a fraction of A; null where either is zero in a block.</param>
/// <param name="Absolute">In the unit.</param>
public sealed record Difference(string Measure, string Service, string Unit, double A, double B, Comparison? Relative, Comparison Absolute);

/// <summary>What became of the spans of one system: recorded is exported, dropped or sampled out.</summary>
/// <param name="Arm">Which.</param>
/// <param name="Service">Which service; where telemetry goes through a collector, <c>all</c> for the way to it and <c>collector</c> for the way through it.</param>
/// <param name="Recorded">Sampled spans that ended, by the SDK's own count; null where it gives none.</param>
/// <param name="Dropped">What its queue dropped, by its own count.</param>
/// <param name="Exported">What arrived.</param>
public sealed record SpanAccount(string Arm, string Service, long? Recorded, long Dropped, long Exported)
{
    /// <summary>What a collector's sampling did not keep; there is none between a service and its exporter.</summary>
    public long SampledOut { get; init; }

    /// <summary>What is missing in this account, 0 where every span is accounted for; null where nobody counted what was recorded.</summary>
    public long? Missing => Recorded - Dropped - SampledOut - Exported;
}
