using NBomber.Contracts;

namespace NBomber.Engine;

/// <summary>One part of a scenario's load, for a while or for a number of iterations.</summary>
internal abstract class Load(string name, TimeSpan during) : LoadSimulation
{
    public string Name { get; } = name;

    /// <summary>Infinite where iterations are counted.</summary>
    public TimeSpan During { get; } = during;
}
