using NBomber.Contracts.Stats;

namespace NBomber.Contracts;

/// <summary>What an iteration knows of itself.</summary>
public interface IScenarioContext
{
    TestInfo TestInfo { get; }

    ScenarioInfo ScenarioInfo { get; }

    NodeInfo NodeInfo { get; }

    /// <summary>From 1, over all copies of the scenario.</summary>
    long InvocationNumber { get; }

    /// <summary>Cleared after each iteration.</summary>
    Dictionary<string, object> Data { get; }

    /// <summary>Kept for as long as the copy runs.</summary>
    Dictionary<string, object> ScenarioInstanceData { get; }

    CancellationToken ScenarioCancellationToken { get; }

    Random Random { get; }

    void StopScenario(string scenarioName, string reason);

    void StopCurrentTest(string reason);

    /// <summary>How long the scenario has been running.</summary>
    TimeSpan GetScenarioTimerTime();
}
