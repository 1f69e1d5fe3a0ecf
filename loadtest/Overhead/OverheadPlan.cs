using TracingReference.LoadTest.Commands;
using TracingReference.LoadTest.Systems;

namespace TracingReference.LoadTest.Overhead;

/// <summary>How much is measured in which profile.</summary>
/// <param name="Pairs">What overhead compares; the first is the control, two equal arms.</param>
/// <param name="Quads">Of each pair of overhead.</param>
/// <param name="CompareQuads">Of each of the two pairs of compare, and of a run with a planted burner.</param>
/// <param name="Block">How long the load of a block lasts.</param>
/// <param name="Settle">How long after its last answer late work and exports are counted to a block.</param>
/// <param name="WarmUp">
/// How long both systems are loaded at once before the first block: code that runs for the first time costs many times what it
/// costs later.
/// </param>
/// <param name="Rate">
/// Requests a second, of a scenario that stands so many: two cores, on which the load generator, PostgreSQL and Kafka run as well,
/// are then about half busy.
/// </param>
/// <param name="IsProfileGuided">
/// Whether the JIT compiles what is hot a second time, by a profile that it takes first. It does so by default, and with two systems
/// on two cores that takes over a minute, in which nothing can be measured.
/// </param>
internal sealed record OverheadPlan(
    IReadOnlyList<(Arm A, Arm B)> Pairs, int Quads, int CompareQuads, TimeSpan Block, TimeSpan Settle, TimeSpan WarmUp, int Rate, bool IsProfileGuided)
{
    private static readonly TimeSpan StartAndStop = TimeSpan.FromSeconds(22);

    public static OverheadPlan Of(Profile profile) => profile switch
    {
        Profile.Quick => new([(Arm.Off, Arm.Off), (Arm.Off, Arm.Head10)], 6, 6, Seconds(2), Seconds(0.75), Seconds(20), 100, IsProfileGuided: false),
        Profile.Ci => new([(Arm.Off, Arm.Off), (Arm.Off, Arm.Head10), (Arm.Off, Arm.Head100)], 9, 14, Seconds(2), Seconds(0.75), Seconds(20), 100, IsProfileGuided: false),
        _ => new(
            [(Arm.Off, Arm.Off), (Arm.Off, Arm.Head0), (Arm.Off, Arm.Head10), (Arm.Off, Arm.Head100), (Arm.Off, Arm.Tail)],
            32, 48, Seconds(3), Seconds(0.75), Seconds(90), 100, IsProfileGuided: true),
    };

    /// <summary>About how long so many pairs take, the start of systems included.</summary>
    public TimeSpan Expected(int pairs, int quads) => pairs * (StartAndStop + WarmUp + (4 * quads * (Block + Settle)));

    private static TimeSpan Seconds(double seconds) => TimeSpan.FromSeconds(seconds);
}
