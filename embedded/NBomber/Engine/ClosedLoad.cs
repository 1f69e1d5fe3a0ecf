namespace NBomber.Engine;

/// <summary>Copies of a scenario, each of which begins an iteration when it has ended one.</summary>
internal sealed class ClosedLoad(string name, int copies, TimeSpan during, bool isRamp = false, int? iterations = null) : Load(name, during)
{
    public int Copies { get; } = copies;

    public int? Iterations { get; } = iterations;

    /// <summary>How many copies there shall be.</summary>
    /// <param name="before">How many there were before this load.</param>
    /// <param name="passed">Since it began.</param>
    public int CopiesAt(int before, TimeSpan passed) => isRamp ? before + (int)Math.Round((Copies - before) * Math.Min(1, passed / During)) : Copies;
}
