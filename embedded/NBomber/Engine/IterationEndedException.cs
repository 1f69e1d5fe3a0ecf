namespace NBomber.Engine;

/// <summary>Ends an iteration at a step that failed.</summary>
internal sealed class IterationEndedException(Contracts.IResponse response) : Exception("A step of the iteration failed.")
{
    public Contracts.IResponse Response { get; } = response;
}
