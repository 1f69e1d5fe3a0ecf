namespace NBomber.Contracts.Stats;

/// <summary>What was measured of a step.</summary>
public sealed class StepStats
{
    public string StepName { get; set; } = "";

    public MeasurementStats Ok { get; set; } = new();

    public MeasurementStats Fail { get; set; } = new();

    public int SortIndex { get; set; }
}
