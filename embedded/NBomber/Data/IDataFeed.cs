using NBomber.Contracts;

namespace NBomber.Data;

/// <summary>Test data, given out item by item.</summary>
public interface IDataFeed<T>
{
    T[] Items { get; }

    T GetNextItem(ScenarioInfo scenarioInfo);
}
