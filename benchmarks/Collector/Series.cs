namespace TracingReference.Benchmarks.Collector;

/// <summary>Runs that answer one question: every mode over every protocol at every rate, so often and so long.</summary>
/// <param name="Title">What they show.</param>
/// <param name="Protocols">grpc, http.</param>
/// <param name="Modes">passthrough, tail.</param>
/// <param name="Rates">Spans offered a second.</param>
/// <param name="Seconds">How long each run offers them.</param>
/// <param name="Runs">How often each is measured.</param>
internal sealed record Series(
    string Title, IReadOnlyList<string> Protocols, IReadOnlyList<string> Modes, IReadOnlyList<int> Rates, int Seconds, int Runs)
{
    private static readonly string[] BothProtocols = ["grpc", "http"];
    private static readonly string[] BothModes = ["passthrough", "tail"];

    /// <summary>All figures of the README, in some 40 minutes.</summary>
    public static IReadOnlyList<Series> All { get; } =
    [
        new("Cost of a span", BothProtocols, BothModes, [50_000], 10, 10),
        new("Offered against delivered", BothProtocols, BothModes, [10_000, 20_000, 50_000, 100_000, 150_000, 200_000], 10, 1),
        new("A minute of 100,000 spans/s", BothProtocols, ["tail"], [100_000], 60, 1),
    ];

    /// <summary>The same in shape, in some 6 minutes: to see where one stands, not to quote.</summary>
    public static IReadOnlyList<Series> Quick { get; } =
    [
        new("Cost of a span", BothProtocols, BothModes, [50_000], 5, 1),
        new("Offered against delivered", ["grpc"], BothModes, [20_000, 100_000], 5, 1),
        new("A quarter of a minute of 100,000 spans/s", ["grpc"], ["tail"], [100_000], 15, 1),
    ];
}
