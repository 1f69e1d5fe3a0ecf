namespace NBomber.Contracts;

/// <summary>Which copy of which scenario is running.</summary>
public sealed class ScenarioInfo
{
    internal ScenarioInfo(string scenarioName, int instanceNumber, TimeSpan scenarioDuration, ScenarioOperation scenarioOperation)
    {
        ScenarioName = scenarioName;
        InstanceNumber = instanceNumber;
        InstanceId = $"{scenarioName}_{instanceNumber}";
        ScenarioDuration = scenarioDuration;
        ScenarioOperation = scenarioOperation;
    }

    public string InstanceId { get; }

    /// <summary>From 0 within its scenario.</summary>
    public int InstanceNumber { get; }

    public string ScenarioName { get; }

    public TimeSpan ScenarioDuration { get; }

    public ScenarioOperation ScenarioOperation { get; }
}
