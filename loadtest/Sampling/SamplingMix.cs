using System.Diagnostics;
using TracingReference.LoadTest.Scenarios;
using TracingReference.LoadTest.Shop;

namespace TracingReference.LoadTest.Sampling;

/// <summary>Which strata a part sends, and how many of each in a hundred requests.</summary>
internal static class SamplingMix
{
    private const int Cycle = 100;

    /// <summary>Short traces for the ratio, orders for completeness, and several statuses.</summary>
    public static IReadOnlyList<(Stratum Stratum, int OfHundred)> Head { get; } =
        [(Strata.ListProducts, 60), (Strata.GetProduct, 32), (Strata.Order, 5), (Strata.ErrorInLeaf, 2), (Strata.WrongPassword, 1)];

    /// <summary>Every reason to keep a trace.</summary>
    public static IReadOnlyList<(Stratum Stratum, int OfHundred)> Tail { get; } =
    [
        (Strata.ListProducts, 45), (Strata.GetProduct, 26), (Strata.Order, 5), (Strata.ErrorInLeaf, 11), (Strata.ErrorInConsumer, 6), (Strata.SlowDatabase, 2), (Strata.SlowConsumer, 2),
        (Strata.ErrorAfterDecision, 3),
    ];

    public static IReadOnlyList<(Stratum Stratum, int OfHundred)> Orders { get; } = [(Strata.Order, Cycle)];

    public static IReadOnlyList<(Stratum Stratum, int OfHundred)> Errors { get; } = [(Strata.ErrorInLeaf, Cycle)];

    public static IReadOnlyList<(Stratum Stratum, int OfHundred)> OneRoute { get; } = [(Strata.ListProducts, Cycle)];

    /// <summary>A scenario that writes down what it does.</summary>
    /// <param name="name">Of the part.</param>
    /// <param name="mix">What it sends.</param>
    /// <param name="log">Where it writes.</param>
    /// <param name="load">How much it sends.</param>
    public static ShopScenario Scenario(string name, IReadOnlyList<(Stratum Stratum, int OfHundred)> mix, TruthLog log, IReadOnlyList<LoadPhase> load)
    {
        Stratum[] cycle = [.. mix.SelectMany(each => Enumerable.Repeat(each.Stratum, each.OfHundred))];
        return new(name, "", SendAsync, load);

        async Task<Call> SendAsync(ShopClient shop, long number, CancellationToken stop)
        {
            var (at, begun) = (DateTimeOffset.UtcNow, Stopwatch.GetTimestamp());
            var stratum = cycle[number * 37 % Cycle]; // spread over the cycle: 37 and 100 have no divisor in common
            var call = await stratum.Ask(shop, number, stop).ConfigureAwait(false);
            log.Add(call, stratum, at, Stopwatch.GetElapsedTime(begun));
            return call;
        }
    }
}
