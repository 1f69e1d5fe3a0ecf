using NBomber.Contracts;

namespace NBomber.CSharp;

/// <summary>Describes scenarios.</summary>
public static class Scenario
{
    /// <param name="name">Unique in its test.</param>
    /// <param name="run">One iteration.</param>
    public static ScenarioProps Create(string name, Func<IScenarioContext, Task<IResponse>> run) => new(Name(name), run);

    /// <summary>A scenario that only initializes and cleans.</summary>
    public static ScenarioProps Empty(string name) => new(Name(name), run: null);

    public static ScenarioProps WithInit(this ScenarioProps scenario, Func<IScenarioInitContext, Task> initFunc) => scenario with { Init = initFunc };

    public static ScenarioProps WithClean(this ScenarioProps scenario, Func<IScenarioInitContext, Task> cleanFunc) => scenario with { Clean = cleanFunc };

    public static ScenarioProps WithWarmUpDuration(this ScenarioProps scenario, TimeSpan duration) => scenario with { WarmUpDuration = duration };

    public static ScenarioProps WithoutWarmUp(this ScenarioProps scenario) => scenario with { WarmUpDuration = null };

    public static ScenarioProps WithLoadSimulations(this ScenarioProps scenario, params LoadSimulation[] loadSimulations) =>
        loadSimulations.Length > 0
            ? scenario with { LoadSimulations = loadSimulations }
            : throw new ArgumentException($"Scenario '{scenario.ScenarioName}' needs at least one load simulation.", nameof(loadSimulations));

    public static ScenarioProps WithRestartIterationOnFail(this ScenarioProps scenario, bool shouldRestart) =>
        scenario with { RestartIterationOnFail = shouldRestart };

    public static ScenarioProps WithMaxFailCount(this ScenarioProps scenario, int maxFailCount) => scenario with { MaxFailCount = maxFailCount };

    public static ScenarioProps WithThresholds(this ScenarioProps scenario, params Threshold[] thresholds) => scenario with { Thresholds = thresholds };

    /// <summary>Its share of the iterations, in proportion to the other scenarios that have a weight.</summary>
    public static ScenarioProps WithWeight(this ScenarioProps scenario, int weight) => weight > 0
        ? scenario with { Weight = weight }
        : throw new ArgumentOutOfRangeException(nameof(weight), weight, "A weight must be above 0.");

    private static string Name(string name) =>
        string.IsNullOrWhiteSpace(name) ? throw new ArgumentException("A scenario needs a name.", nameof(name)) : name;
}
