using TracingReference.LoadTest.Budgets;
using TracingReference.LoadTest.Comparing;
using TracingReference.LoadTest.Reports;
using TracingReference.LoadTest.Statistics;

namespace TracingReference.LoadTest.Overhead;

/// <summary>
/// Everything that overhead and compare measure, computed from a report's raw blocks alone.
/// <para>What a process used is its own account (its processor time, its garbage collector's counts), from the end of its
/// arm's block before to the end of this one: nothing is left out, and what a block's last requests leave to do is of the next. With
/// as many changes between the arms for either, that is even. PostgreSQL's and Kafka's are not in it, nor is the load generator's.
/// <c>all</c> is the sum of the services; the collector stands apart, under its own name, and is never in it.</para>
/// <para>Processor time is without that of the JIT's background thread, which optimizes code once and comes in bursts;
/// <c>jit-per-request</c> has it.</para>
/// <para>The memory of a process is one history, not many blocks: its interval tells how steady it was, not how another
/// start of the same arm would do.</para>
/// </summary>
internal static class Measures
{
    public const string All = Budget.All;
    public const string Collector = "collector";
    private const string Memory = "resident-memory";

    /// <summary>Of processes; each service's, the collector's, and their sum.</summary>
    private static readonly Measure[] OfProcesses =
    [
        PerRequest("cpu-per-request", "us", usage => usage.CpuMicroseconds),
        PerRequest("allocated-per-request", "bytes", usage => usage.AllocatedBytes),
        PerRequest("gc-pause-per-request", "us", usage => usage.GcPauseMicroseconds),
        PerRequest("jit-per-request", "us", usage => usage.JitMicroseconds),
        Each(Memory, "bytes", (block, service) => block.Of(service).ResidentBytes),
    ];

    /// <summary>
    /// Of telemetry; each service's, and their sum. Exports are seldom beside blocks, so an arm's own figure is the mean of its blocks, most of
    /// which may have none.
    /// </summary>
    private static readonly Measure[] OfTelemetry =
    [
        PerRequest("spans-per-request", "spans", usage => usage.Spans) with { OfArm = Mean },
        PerRequest("telemetry-bytes-per-request", "bytes", usage => usage.TelemetryBytes) with { OfArm = Mean },

        // 0 of an arm that has no spans: then what B adds is simply what its spans take. Of the quads in which spans were exported.
        new("bytes-per-span", "bytes", BytesPerSpan),
    ];

    /// <summary>Of the services together, where spans arrive as they were exported.</summary>
    private static readonly Measure[] OfTracing =
    [
        // What tracing adds in all (metrics and logs, the sampler and context of unsampled requests included), over the spans
        // that are exported: the fewer are kept, the more of the rest each of them bears.
        new("cpu-per-span", "us", (quads, service) => PerSpan(quads, service, block => block.Of(service).CpuMicroseconds / block.Requests)),

        // What a request's latency grows by in the mean, over its exported spans. The mean, because the median of an arm that
        // keeps a tenth is an unsampled request. As unsampled requests' growth is laid upon the spans of sampled ones it is too
        // high for arms that keep few; as spans of work after the answer delay nobody it is too low for one on the way to it.
        new("latency-per-operation", "us", (quads, service) => PerSpan(quads, service, block => block.Latency.Mean)),
    ];

    /// <summary>The client's view: latencies since a request was due.</summary>
    private static readonly Measure[] OfClient =
    [
        Client("latency-mean", latency => latency.Mean),
        Client("latency-p50", latency => latency.P50),
        Client("latency-p90", latency => latency.P90),
        Client("latency-p99", latency => latency.P99),
        Client("latency-p999", latency => latency.P999),
    ];

    /// <summary>Every measure's name.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. OfProcesses.Concat(OfTelemetry).Concat(OfTracing).Concat(OfClient).Select(measure => measure.Name)];

    /// <summary>Whether its blocks are one history, so that its interval does not hold what another start would do.</summary>
    public static bool IsHistory(string measure) => measure == Memory;

    /// <summary>What the control says of a measure that equal arms without spans do not have: the measure that it is made from.</summary>
    public static string ControlOf(string measure) => measure switch
    {
        "cpu-per-span" => "cpu-per-request",
        "latency-per-operation" => "latency-mean",
        _ => measure,
    };

    /// <summary>What B adds to A.</summary>
    /// <param name="quads">Raw blocks.</param>
    /// <param name="isStraight">Whether services export straight to who counts; behind a collector what arrives is what it kept, and nobody can say what else was exported, or what that has cost.</param>
    /// <returns>Empty where there are fewer quads than a comparison needs.</returns>
    public static IReadOnlyList<Difference> Of(IReadOnlyList<QuadBlocks> quads, bool isStraight)
    {
        if (quads.Count < Comparison.FewestQuads)
        {
            return [];
        }

        var processes = quads[0].Blocks[0].Services.Keys.Order(StringComparer.Ordinal).Prepend(All).ToArray();
        var services = processes.Where(name => name != Collector).ToArray();
        return
        [
            .. Each(OfProcesses, processes), .. Each(isStraight ? OfTelemetry : [], services),
            .. Each(isStraight ? OfTracing : [], [All]), .. Each(OfClient, [All]),
        ];

        IEnumerable<Difference> Each(Measure[] measures, string[] names) =>
            measures.SelectMany(measure => names.Select(name => measure.Between(quads, name))).OfType<Difference>();
    }

    /// <summary>The services' processor time per request of B over A's, roughly: for who watches.</summary>
    public static double CpuRatio(IReadOnlyList<QuadBlocks> quads) => CpuPerRequest(quads, "B") / CpuPerRequest(quads, "A");

    /// <summary>Processor time of the JIT's background threads, as a share of all other of the services; 0 before the first quad.</summary>
    public static double CompilerShare(IReadOnlyList<QuadBlocks> quads)
    {
        var usages = quads.SelectMany(quad => quad.Blocks).Select(block => block.Of(All)).ToArray();
        return usages.Length == 0 ? 0 : usages.Sum(usage => usage.JitMicroseconds) / usages.Sum(usage => usage.CpuMicroseconds);
    }

    /// <summary>
    /// By how much the logarithm of that ratio grows from quad to quad: Sen's interval of 99%, which excludes zero where arms grew warm
    /// or a machine got busy at different paces. Null where there are too few quads.
    /// </summary>
    public static Interval? CpuDrift(IReadOnlyList<QuadBlocks> quads) =>
        quads.Count < 2 ? null : new TheilSen([.. quads.Select((quad, number) => ((double)number, Math.Log(CpuRatio([quad]))))]).Interval(0.99);

    private static double CpuPerRequest(IReadOnlyList<QuadBlocks> quads, string arm) =>
        quads.Sum(quad => quad.Sum(arm, block => block.Of(All).CpuMicroseconds)) / quads.Sum(quad => quad.Sum(arm, block => block.Requests));

    private static Measure PerRequest(string name, string unit, Func<Usage, double> used) =>
        Each(name, unit, (block, service) => used(block.Of(service)) / block.Requests);

    private static double Mean(IEnumerable<double> values) => values.Average();

    private static Measure Client(string name, Func<Latency, double> of) => Each(name, "us", (block, _) => of(block.Latency));

    private static Measure Each(string name, string unit, Func<Block, string, double> value) =>
        new(name, unit, (quads, service) => [.. quads.Select(quad => quad.Each(block => value(block, service)))]);

    private static IReadOnlyList<Quad> BytesPerSpan(IReadOnlyList<QuadBlocks> quads, string service)
    {
        var (hasA, hasB) = (Has("A"), Has("B"));
        return [.. quads
            .Where(quad => (Spans(quad, "A", service) > 0 || !hasA) && (Spans(quad, "B", service) > 0 || !hasB))
            .Select(quad => (A: Size(quad, "A"), B: Size(quad, "B")))
            .Select(size => new Quad((size.A, size.A), (size.B, size.B)))];

        bool Has(string arm) => quads.Any(quad => Spans(quad, arm, service) > 0);

        double Size(QuadBlocks quad, string arm) =>
            Spans(quad, arm, service) is > 0 and var spans ? quad.Sum(arm, block => block.Of(service).SpanBytes) / spans : 0;
    }

    // Only against an arm without spans: between two that have them there is nothing to divide by. How many spans a request has is
    // of all quads, as exports are seldom beside a quad's few seconds: some have none of them, and some another's too.
    private static IReadOnlyList<Quad> PerSpan(IReadOnlyList<QuadBlocks> quads, string service, Func<Block, double> value)
    {
        var spansPerRequest = quads.Sum(quad => Spans(quad, "B", service)) / quads.Sum(quad => quad.Sum("B", block => block.Requests));
        return spansPerRequest > 0 && quads.All(quad => Spans(quad, "A", service) == 0) ? [.. quads.Select(Added)] : [];

        Quad Added(QuadBlocks quad)
        {
            var perSpan = (quad.Sum("B", value) - quad.Sum("A", value)) / 2 / spansPerRequest;
            return new((0, 0), (perSpan, perSpan));
        }
    }

    private static double Spans(QuadBlocks quad, string arm, string service) => quad.Sum(arm, block => block.Of(service).Spans);

    private static Quad Each(this QuadBlocks quad, Func<Block, double> value)
    {
        return new(Of("A"), Of("B"));

        (double First, double Second) Of(string arm) => quad.Blocks.Where(block => block.Arm == arm).Select(value).ToArray() is [var first, var second]
            ? (first, second)
            : throw new ArgumentException("A quad has two blocks of each arm.");
    }

    private static double Sum(this QuadBlocks quad, string arm, Func<Block, double> value) => quad.Blocks.Where(block => block.Arm == arm).Sum(value);

    private static Usage Of(this Block block, string service) => service != All
        ? block.Services[service]
        : block.Services.Where(pair => pair.Key != Collector).Select(pair => pair.Value).Aggregate((sum, next) => new(
            sum.CpuMicroseconds + next.CpuMicroseconds,
            sum.AllocatedBytes + next.AllocatedBytes,
            sum.ResidentBytes + next.ResidentBytes,
            sum.Spans + next.Spans,
            sum.SpanBytes + next.SpanBytes,
            sum.TelemetryBytes + next.TelemetryBytes,
            sum.BurntMicroseconds + next.BurntMicroseconds)
        {
            GcPauseMicroseconds = sum.GcPauseMicroseconds + next.GcPauseMicroseconds,
            JitMicroseconds = sum.JitMicroseconds + next.JitMicroseconds,
        });

    /// <summary>One respect in which arms differ.</summary>
    /// <param name="Name">As budgets.json names it.</param>
    /// <param name="Unit">Of its values.</param>
    /// <param name="Values">For a service, of each quad that has it.</param>
    private sealed record Measure(string Name, string Unit, Func<IReadOnlyList<QuadBlocks>, string, IReadOnlyList<Quad>> Values)
    {
        /// <summary>What an arm has, by its blocks.</summary>
        public Func<IEnumerable<double>, double> OfArm { get; init; } = Quantiles.Median;

        /// <returns>Null where fewer quads have it than a comparison needs.</returns>
        public Difference? Between(IReadOnlyList<QuadBlocks> quads, string service)
        {
            var values = Values(quads, service);
            if (values.Count < Comparison.FewestQuads)
            {
                return null;
            }

            var isRelative = values.All(quad => quad.A is { First: > 0, Second: > 0 } && quad.B is { First: > 0, Second: > 0 });
            return new(
                Name, service, Unit,
                OfArm(values.SelectMany(quad => new[] { quad.A.First, quad.A.Second })),
                OfArm(values.SelectMany(quad => new[] { quad.B.First, quad.B.Second })),
                isRelative ? Comparison.Relative(values) : null,
                Comparison.Absolute(values));
        }
    }
}
