using TracingReference.LoadTest.Commands;
using TracingReference.LoadTest.Systems;

namespace TracingReference.LoadTest.Capacity;

/// <summary>How much is searched in which profile.</summary>
/// <param name="Arms">What <c>off</c> is paired with, one after the other: only the pair that is compared runs, and one of the two at a time gets load.</param>
/// <param name="Searches">Of each arm of a pair.</param>
/// <param name="Step">How long each step's load lasts.</param>
/// <param name="WarmUpAtMost">How long both systems of a pair are loaded at once before the first step, if they are not warm sooner.</param>
/// <param name="MostSteps">Of a pair, over all searches.</param>
/// <param name="LastStep">After so long, the start of systems included, no further step begins; of several pairs each has its share of it.</param>
/// <param name="IsProfileGuided">As in <see cref="CompilerSettings.Early"/>.</param>
internal sealed record CapacityPlan(IReadOnlyList<Arm> Arms, int Searches, TimeSpan Step, TimeSpan WarmUpAtMost, int MostSteps, TimeSpan LastStep, bool IsProfileGuided)
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
        Profile.Quick => new([Arm.Head100], 1, Seconds(3), Seconds(26), 40, Seconds(165), IsProfileGuided: false),
        Profile.Ci => new([Arm.Head10, Arm.Head100], 2, Seconds(3), Seconds(26), 80, Seconds(390), IsProfileGuided: false),
        _ => new([Arm.Head10, Arm.Head100, Arm.Tail], 5, Seconds(10), Seconds(180), 300, TimeSpan.FromHours(2.5), IsProfileGuided: true),
    };

    /// <summary>When a pair's last step may begin, since the run began.</summary>
    /// <param name="pair">From 0.</param>
    public TimeSpan LastStepOf(int pair) => LastStep * (pair + 1) / Arms.Count;

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);
}
