namespace NBomber.Contracts.Stats;

/// <summary>What became of a threshold.</summary>
public sealed class ThresholdResult
{
    public string ScenarioName { get; set; } = "";

    public string StepName { get; set; } = "";

    public string CheckExpression { get; set; } = "";

    public string ExceptionMsg { get; set; } = "";

    public int ErrorCount { get; set; }

    public bool IsFailed { get; set; }
}
