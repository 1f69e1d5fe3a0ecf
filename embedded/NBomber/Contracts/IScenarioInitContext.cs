using NBomber.Contracts.Stats;

namespace NBomber.Contracts;

/// <summary>What a scenario knows before it begins and after it has ended.</summary>
public interface IScenarioInitContext
{
    TestInfo TestInfo { get; }

    ScenarioInfo ScenarioInfo { get; }

    NodeInfo NodeInfo { get; }
}
