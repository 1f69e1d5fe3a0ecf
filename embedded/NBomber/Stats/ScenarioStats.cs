namespace NBomber.Contracts.Stats;

/// <summary>What was measured of a scenario; of its steps taken together where it has any.</summary>
public sealed class ScenarioStats
{
    public string ScenarioName { get; set; } = "";

    public MeasurementStats Ok { get; set; } = new();

    public MeasurementStats Fail { get; set; } = new();

    public StepStats[] StepStats { get; set; } = [];

    public LoadSimulationStats LoadSimulationStats { get; set; } = new();

    public OperationType CurrentOperation { get; set; }

    public TimeSpan Duration { get; set; }

    public int SortIndex { get; set; }
}
