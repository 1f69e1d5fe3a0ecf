using TracingReference.LoadTest.Commands;
using TracingReference.LoadTest.Systems;

namespace TracingReference.LoadTest.Capacity;

/// <summary>How much is searched in which profile.</summary>
/// <param name="Arms">The arms; all of them run, and one at a time gets load.</param>
/// <param name="Searches">Of each arm.</param>
/// <param name="Step">How long each step's load lasts.</param>
/// <param name="WarmUp">A load that is not counted, upon each arm before the first step.</param>
/// <param name="MostSteps">Over all arms and searches.</param>
/// <param name="LastStep">After so long, the start of systems included, no further step begins.</param>
internal sealed record CapacityPlan(IReadOnlyList<Arm> Arms, int Searches, TimeSpan Step, TimeSpan WarmUp, int MostSteps, TimeSpan LastStep)
{
    /// <summary>A step passes when at least this share was answered as it should be.</summary>
    public const double AnsweredShare = 0.99;

    /// <summary>And at least this share of the rate was made.</summary>
    public const double MadeShare = 0.98;

    /// <summary>And a hundredth at most took longer since it was due.</summary>
    public static TimeSpan P99 { get; } = TimeSpan.FromMilliseconds(500);

    // A step that a system cannot serve may take its load's time and half a minute more, and then systems stop.
    public static CapacityPlan Of(Profile profile) => profile switch
    {
        Profile.Quick => new([Arm.Off, Arm.Head100], 1, Seconds(3), Seconds(5), 40, Seconds(165)),
        Profile.Ci => new([Arm.Off, Arm.Head10, Arm.Head100], 2, Seconds(5), Seconds(10), 120, Seconds(390)),
        _ => new([Arm.Off, Arm.Head10, Arm.Head100, Arm.Tail], 5, Seconds(10), Seconds(30), 600, TimeSpan.FromHours(2.5)),
    };

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);
}
