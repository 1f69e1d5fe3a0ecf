using TracingReference.LoadTest.Commands;
using TracingReference.LoadTest.Systems;

namespace TracingReference.LoadTest.Overhead;

/// <summary>How much is measured in which profile.</summary>
/// <param name="Pairs">What overhead compares, by how many quads; the first is the control, two equal arms.</param>
/// <param name="CompareQuads">Of each of the two pairs of compare, and of a run with a planted burner.</param>
/// <param name="Block">How long the load of a block lasts.</param>
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
    IReadOnlyList<(Arm A, Arm B, int Quads)> Pairs, int CompareQuads, TimeSpan Block, TimeSpan WarmUpAtMost, int Rate, TimeSpan? Limit, bool IsProfileGuided)
{
    // Of quads drawn at random half begin with the other arm than the one that was loaded last, and have a block more.
    private const double LeadIns = 0.5;
    private static readonly TimeSpan LastAnswer = TimeSpan.FromSeconds(0.1);
    private static readonly TimeSpan Start = TimeSpan.FromSeconds(22);

    /// <summary>How long both systems take to stop.</summary>
    public static TimeSpan Stop { get; } = TimeSpan.FromSeconds(5);

    /// <summary>Between the warm-up and the first quad: longer than the SDK waits with an export, so that none of the warm-up's by a service is in a quad.</summary>
    public static TimeSpan Settle { get; } = TimeSpan.FromSeconds(5.5);

    public static OverheadPlan Of(Profile profile) => profile switch
    {
        Profile.Quick => new(
            [(Arm.Off, Arm.Off, 11), (Arm.Off, Arm.Head10, 12)],
            CompareQuads: 11, Block: Seconds(1), WarmUpAtMost: Seconds(26), Rate: 150, Limit: Seconds(230), IsProfileGuided: false),
        Profile.Ci => new(
            [(Arm.Off, Arm.Off, 18), (Arm.Off, Arm.Head10, 22), (Arm.Off, Arm.Head100, 18)],
            CompareQuads: 35, Block: Seconds(1), WarmUpAtMost: Seconds(30), Rate: 150, Limit: Seconds(468), IsProfileGuided: false),
        _ => new(
            [(Arm.Off, Arm.Off, 60), (Arm.Off, Arm.Head0, 60), (Arm.Off, Arm.Head10, 60), (Arm.Off, Arm.Head100, 60), (Arm.Off, Arm.Tail, 60)],
            CompareQuads: 100, Block: Seconds(2), WarmUpAtMost: Seconds(180), Rate: 150, Limit: null, IsProfileGuided: true),
    };

    /// <summary>How long so many pairs take at most, about, the start of systems and a block for exemplars included.</summary>
    /// <param name="pairs">How many pairs.</param>
    /// <param name="quads">How many quads, of all of them.</param>
    /// <param name="collectors">How many of the pairs have a collector, which is waited for.</param>
    public TimeSpan Expected(int pairs, int quads, int collectors = 0) =>
        (pairs * (Start + WarmUpAtMost + Settle + OfBlock + Stop)) + OfQuads(quads) + (collectors * SpanAccounting.CollectorQuiet);

    /// <summary>How long so many quads take, about.</summary>
    public TimeSpan OfQuads(int quads) => quads * (OfQuad(hasLeadIn: false) + (LeadIns * OfBlock));

    /// <summary>How long a quad takes.</summary>
    /// <param name="hasLeadIn">Whether a block comes before it.</param>
    public TimeSpan OfQuad(bool hasLeadIn) => (hasLeadIn ? 5 : 4) * OfBlock;

    /// <summary>How long a block takes.</summary>
    public TimeSpan OfBlock => Block + LastAnswer;

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
