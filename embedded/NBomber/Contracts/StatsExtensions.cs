using NBomber.Contracts.Stats;

namespace NBomber.Contracts;

/// <summary>Finds statistics by name.</summary>
public static class StatsExtensions
{
    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public static ScenarioStats Get(this ScenarioStats[] scenarioStats, string name) => Find(scenarioStats, name)
        ?? throw new KeyNotFoundException($"No scenario is called '{name}'; there are {string.Join(", ", scenarioStats.Select(each => each.ScenarioName))}.");

    public static ScenarioStats? Find(this ScenarioStats[] scenarioStats, string name) => Array.Find(scenarioStats, each => each.ScenarioName == name);

    public static bool Exists(this ScenarioStats[] scenarioStats, string name) => Find(scenarioStats, name) is not null;

    /// <exception cref="KeyNotFoundException">There is none of that name.</exception>
    public static StepStats Get(this StepStats[] stepStats, string name) => Find(stepStats, name)
        ?? throw new KeyNotFoundException($"No step is called '{name}'; there are {string.Join(", ", stepStats.Select(each => each.StepName))}.");

    public static StepStats? Find(this StepStats[] stepStats, string name) => Array.Find(stepStats, each => each.StepName == name);

    public static bool Exists(this StepStats[] stepStats, string name) => Find(stepStats, name) is not null;

    /// <exception cref="KeyNotFoundException">There is none with that code.</exception>
    public static StatusCodeStats Get(this StatusCodeStats[] statusCodes, string statusCode) => Find(statusCodes, statusCode)
        ?? throw new KeyNotFoundException($"No response had the status '{statusCode}'.");

    public static StatusCodeStats? Find(this StatusCodeStats[] statusCodes, string statusCode) => Array.Find(statusCodes, each => each.StatusCode == statusCode);

    public static bool Exists(this StatusCodeStats[] statusCodes, string statusCode) => Find(statusCodes, statusCode) is not null;
}
