namespace Orleans.Metadata;

/// <summary>The names of the properties of a kind of grain.</summary>
public static class WellKnownGrainTypeProperties
{
    /// <summary>"true" where calls may interleave.</summary>
    public const string Reentrant = "reentrant";

    /// <summary>The collection age, as a constant-format <see cref="TimeSpan"/>.</summary>
    public const string IdleDeactivationPeriod = "idle-duration";
}
