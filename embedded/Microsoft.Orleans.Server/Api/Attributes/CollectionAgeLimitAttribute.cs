using System.Globalization;
using Orleans.Metadata;

namespace Orleans;

/// <summary>How long an activation of this class may be idle before it is deactivated.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class CollectionAgeLimitAttribute : Attribute, IGrainPropertiesProviderAttribute
{
    /// <summary>The least that is taken.</summary>
    public static readonly TimeSpan MinAgeLimit = TimeSpan.FromMinutes(1);

    private readonly TimeSpan? _period;

    /// <summary>With the time in <see cref="Days"/>, <see cref="Hours"/> and <see cref="Minutes"/>.</summary>
    public CollectionAgeLimitAttribute() { }

    /// <summary>With the time as text, such as "01:30:00".</summary>
    public CollectionAgeLimitAttribute(string inactivityPeriod) => _period = TimeSpan.Parse(inactivityPeriod, CultureInfo.InvariantCulture);

    /// <summary>Days.</summary>
    public double Days { get; set; }

    /// <summary>Hours.</summary>
    public double Hours { get; set; }

    /// <summary>Minutes.</summary>
    public double Minutes { get; set; }

    /// <summary>Whether activations are never idle.</summary>
    public bool AlwaysActive { get; set; }

    /// <summary>The limit that follows from the rest.</summary>
    public TimeSpan AgeLimit => AlwaysActive
        ? Timeout.InfiniteTimeSpan
        : (_period ?? TimeSpan.FromDays(Days) + TimeSpan.FromHours(Hours) + TimeSpan.FromMinutes(Minutes)) is var age && age < MinAgeLimit ? MinAgeLimit : age;

    /// <inheritdoc/>
    public void Populate(IServiceProvider services, Type grainClass, GrainType grainType, Dictionary<string, string> properties) =>
        properties[WellKnownGrainTypeProperties.IdleDeactivationPeriod] = AgeLimit.ToString("c", CultureInfo.InvariantCulture);
}
