using TracingReference.LoadTest.Commands;
using TracingReference.LoadTest.Systems;

namespace TracingReference.LoadTest.Overhead;

/// <summary>How much is measured in which profile.</summary>
/// <param name="Pairs">What overhead compares, by how many quads; the first is the control, two equal arms.</param>
/// <param name="CompareQuads">Of each of the two pairs of compare, and of a run with a planted burner.</param>
/// <param name="Block">How long the load of a block lasts.</param>
/// <param name="ExportDelay">
/// How often spans and logs are exported. The SDK's five seconds are longer than a block, whose exports must come within it; the shorter,
/// the more exports there are, and the more of what is measured is theirs.
/// </param>
/// <param name="WarmUpAtMost">How long both systems are loaded at once before the first block, if they are not warm sooner.</param>
/// <param name="Rate">
/// Requests a second, of a scenario that stands so many: two cores, on which the load generator, PostgreSQL and Kafka run as well,
/// are then half busy.
/// </param>
/// <param name="Limit">How long a run may take in all: a pair that was slow to start measures fewer quads. Null where there is no limit.</param>
/// <param name="IsProfileGuided">
/// Whether the JIT compiles what is hot a second time, by a profile that it takes first. It does so by default, and with two systems
/// on two cores that takes over a minute, in which nothing can be measured.
/// </param>
internal sealed record OverheadPlan(
    IReadOnlyList<(Arm A, Arm B, int Quads)> Pairs, int CompareQuads, TimeSpan Block, TimeSpan ExportDelay, TimeSpan WarmUpAtMost, int Rate, TimeSpan? Limit, bool IsProfileGuided)
{
    // Of quads drawn at random half begin with the other arm than the one that was loaded last, and have a block more.
    private const double LeadIns = 0.5;
    private static readonly TimeSpan Arrival = TimeSpan.FromSeconds(0.25);
    private static readonly TimeSpan StartAndStop = TimeSpan.FromSeconds(28);

    public static OverheadPlan Of(Profile profile) => profile switch
    {
        Profile.Quick => new(
            [(Arm.Off, Arm.Off, 6), (Arm.Off, Arm.Head10, 6)],
            CompareQuads: 6, Block: Seconds(1), ExportDelay: Seconds(0.75), WarmUpAtMost: Seconds(26), Rate: 150, Limit: Seconds(235), IsProfileGuided: false),
        Profile.Ci => new(
            [(Arm.Off, Arm.Off, 6), (Arm.Off, Arm.Head10, 8), (Arm.Off, Arm.Head100, 6)],
            CompareQuads: 11, Block: Seconds(2), ExportDelay: Seconds(1), WarmUpAtMost: Seconds(30), Rate: 150, Limit: Seconds(472), IsProfileGuided: false),
        _ => new(
            [(Arm.Off, Arm.Off, 24), (Arm.Off, Arm.Head0, 24), (Arm.Off, Arm.Head10, 24), (Arm.Off, Arm.Head100, 24), (Arm.Off, Arm.Tail, 24)],
            CompareQuads: 40, Block: Seconds(4), ExportDelay: Seconds(2), WarmUpAtMost: Seconds(180), Rate: 150, Limit: null, IsProfileGuided: true),
    };

    /// <summary>How long after its last answer late work and exports are counted to a block.</summary>
    public TimeSpan Settle => ExportDelay + Arrival;

    /// <summary>How long a quad takes.</summary>
    public TimeSpan OfQuad => 4 * (Block + Settle);

    /// <summary>How long so many pairs take at most, about, the start of systems included.</summary>
    public TimeSpan Expected(int pairs, int quads) => (pairs * (StartAndStop + WarmUpAtMost)) + (quads * (OfQuad + (LeadIns * (Block + Settle))));

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
