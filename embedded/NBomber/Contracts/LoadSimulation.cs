namespace NBomber.Contracts;

/// <summary>How load is made for a while; made by <see cref="CSharp.Simulation"/>.</summary>
public abstract class LoadSimulation
{
    private protected LoadSimulation()
    {
    }
}
