namespace NBomber.Contracts.Stats;

/// <summary>How load is made at a moment.</summary>
public sealed class LoadSimulationStats
{
    public string SimulationName { get; set; } = "";

    /// <summary>Copies, or iterations an interval.</summary>
    public int Value { get; set; }
}
