using NBomber.Contracts;

namespace NBomber.Data;

/// <summary>Makes feeds of test data.</summary>
public static class DataFeed
{
    /// <summary>Every copy of a scenario has an item of its own, the same each time.</summary>
    public static IDataFeed<T> Constant<T>(IEnumerable<T> data) => new Feed<T>(data, (items, scenario) => scenario.InstanceNumber % items.Length);

    /// <summary>One after the other, and again from the first.</summary>
    public static IDataFeed<T> Circular<T>(IEnumerable<T> data)
    {
        var next = -1L;
        return new Feed<T>(data, (items, _) => (int)((Interlocked.Increment(ref next) & long.MaxValue) % items.Length));
    }

    /// <summary>Any of them.</summary>
    public static IDataFeed<T> Random<T>(IEnumerable<T> data) => new Feed<T>(data, (items, _) => System.Random.Shared.Next(items.Length));

    private sealed class Feed<T>(IEnumerable<T> data, Func<T[], ScenarioInfo, int> choose) : IDataFeed<T>
    {
        public T[] Items { get; } = data.ToArray() is { Length: > 0 } items ? items : throw new ArgumentException("A data feed needs at least one item.", nameof(data));

        public T GetNextItem(ScenarioInfo scenarioInfo) => Items[choose(Items, scenarioInfo)];
    }
}
