using TracingReference.LoadTest.Commands;

namespace TracingReference.LoadTest.Soak;

/// <summary>How long a soak lasts in which profile.</summary>
/// <param name="During">The load.</param>
/// <param name="IsLong">Whether it is long enough that a slope of memory is a leak and not a start: only then does it decide.</param>
internal sealed record SoakPlan(TimeSpan During, bool IsLong)
{
    public const int Rate = 60;

    /// <summary>Between two readings.</summary>
    public static TimeSpan Interval { get; } = TimeSpan.FromSeconds(5);

    /// <summary>Caches fill and code is compiled: no slope is taken from the first quarter.</summary>
    public TimeSpan WarmUp => During / 4;

    public static SoakPlan Of(Profile profile) => profile switch
    {
        Profile.Quick => new(TimeSpan.FromMinutes(2), IsLong: false),
        Profile.Ci => new(TimeSpan.FromMinutes(5), IsLong: false),
        _ => new(TimeSpan.FromMinutes(60), IsLong: true),
    };
}
