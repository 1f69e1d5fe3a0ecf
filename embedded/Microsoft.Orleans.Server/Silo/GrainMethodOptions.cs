namespace Embedded.Silo;

/// <summary>How calls of a method may overlap others in one grain.</summary>
[Flags]
public enum GrainMethodOptions
{
    /// <summary>Alone.</summary>
    None = 0,

    /// <summary>The caller does not wait.</summary>
    OneWay = 1,

    /// <summary>Together with others of its kind.</summary>
    ReadOnly = 2,

    /// <summary>At any time.</summary>
    AlwaysInterleave = 4,
}
