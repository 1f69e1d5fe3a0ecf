namespace TracingReference.Benchmarks.Collector;

/// <summary>Runs that answer one question: every mode over every protocol, in turn, so often and so long.</summary>
/// <param name="Title">What they show.</param>
/// <param name="Protocols">grpc, http.</param>
/// <param name="Modes">passthrough, tail, production.</param>
/// <param name="Rates">Spans offered a second: each process is given one rate after the other.</param>
/// <param name="Seconds">How long each of them.</param>
/// <param name="Processes">How many processes of each mode and protocol; they take turns with the others, so that what else the machine does hits all alike.</param>
internal sealed record Series(
    string Title, IReadOnlyList<string> Protocols, IReadOnlyList<string> Modes, IReadOnlyList<int> Rates, int Seconds, int Processes)
{
    private static readonly string[] BothProtocols = ["grpc", "http"];
    private static readonly string[] BothModes = ["passthrough", "tail"];

    /// <summary>All figures of the README, in some 20 minutes: most of that is the tail sampler's wait.</summary>
    public static IReadOnlyList<Series> All { get; } =
    [
        new("Cost of a span", BothProtocols, BothModes, [50_000, 50_000], 5, 5),
        new("Offered against delivered", ["grpc"], BothModes, [20_000, 50_000, 100_000, 150_000, 200_000], 5, 1),
        new("This system's own pipeline", ["grpc"], ["production"], [10_000], 8, 5),
        new("A minute of 100,000 spans/s", ["grpc"], ["tail"], [100_000], 60, 1),
    ];

    /// <summary>The same in shape, in some 5 minutes: to see where one stands, not to quote.</summary>
    public static IReadOnlyList<Series> Quick { get; } =
    [
        new("Cost of a span", BothProtocols, BothModes, [50_000], 5, 1),
        new("Offered against delivered", ["grpc"], BothModes, [20_000, 100_000], 5, 1),
        new("This system's own pipeline", ["grpc"], ["production"], [10_000], 5, 1),
        new("A quarter of a minute of 100,000 spans/s", ["grpc"], ["tail"], [100_000], 15, 1),
    ];

    public TimeSpan Duration => TimeSpan.FromSeconds(Seconds);

    public IEnumerable<Scenario> Scenarios => from mode in Modes from protocol in Protocols select new Scenario(mode, protocol);

    /// <summary>How long it takes where the collector keeps up.</summary>
    public TimeSpan Expected => Processes * Scenarios.Aggregate(TimeSpan.Zero, (sum, scenario) => sum + Measurement.Expected(scenario, Rates.Count, Duration));
}
