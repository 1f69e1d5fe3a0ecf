using NBomber.Contracts;
using NBomber.Engine;

namespace NBomber.CSharp;

/// <summary>
/// Ways to make load. Constant ones are closed: each copy begins its next iteration when it has ended one. Injecting ones are
/// open: iterations begin when they are due, however slow the others are.
/// </summary>
public static class Simulation
{
    /// <summary>Goes from the present number of copies to this one.</summary>
    public static LoadSimulation RampingConstant(int copies, TimeSpan during) => new ClosedLoad(nameof(RampingConstant), Positive(copies), Lasting(during), isRamp: true);

    public static LoadSimulation KeepConstant(int copies, TimeSpan during) => new ClosedLoad(nameof(KeepConstant), Positive(copies), Lasting(during));

    /// <summary>Goes from the present rate to this one.</summary>
    public static LoadSimulation RampingInject(int rate, TimeSpan interval, TimeSpan during) =>
        new OpenLoad(nameof(RampingInject), Positive(rate), Positive(rate), Lasting(interval), Lasting(during), isRamp: true);

    /// <summary>Begins so many iterations an interval, evenly spaced.</summary>
    public static LoadSimulation Inject(int rate, TimeSpan interval, TimeSpan during) =>
        new OpenLoad(nameof(Inject), Positive(rate), Positive(rate), Lasting(interval), Lasting(during));

    /// <summary>Draws the number anew for each interval.</summary>
    public static LoadSimulation InjectRandom(int minRate, int maxRate, TimeSpan interval, TimeSpan during) => minRate <= maxRate
        ? new OpenLoad(nameof(InjectRandom), Positive(minRate), Positive(maxRate), Lasting(interval), Lasting(during))
        : throw new ArgumentOutOfRangeException(nameof(minRate), minRate, $"It must not be above maxRate, {maxRate}.");

    public static LoadSimulation IterationsForConstant(int copies, int iterations) =>
        new ClosedLoad(nameof(IterationsForConstant), Positive(copies), Timeout.InfiniteTimeSpan, iterations: Positive(iterations));

    public static LoadSimulation IterationsForInject(int rate, TimeSpan interval, int iterations) =>
        new OpenLoad(nameof(IterationsForInject), Positive(rate), Positive(rate), Lasting(interval), Timeout.InfiniteTimeSpan, iterations: Positive(iterations));

    public static LoadSimulation Pause(TimeSpan during) => new PausedLoad(Lasting(during));

    private static int Positive(int value) => value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "It must be above 0.");

    private static TimeSpan Lasting(TimeSpan value) => value > TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "It must be above 0.");
}
