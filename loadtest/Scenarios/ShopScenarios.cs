using TracingReference.LoadTest.Shop;

namespace TracingReference.LoadTest.Scenarios;

/// <summary>Every scenario, in one table.</summary>
public static class ShopScenarios
{
    private const int Cycle = 100;

    /// <summary>People who look and rarely buy: the scenario of overhead, capacity and soak.</summary>
    public static ShopScenario Mixed { get; } = new(
        "mixed", "55% pages of products, 25% products, 10% orders, 10% looks at an order", MixedAsync, Steady(60));

    public static ShopScenario Browse { get; } = new(
        "browse", "pages of the catalog", (shop, number, stop) => shop.ListProductsAsync(number, stop), Steady(100));

    public static ShopScenario Order { get; } = new(
        "order", "orders, signed in once: the longest trace there is", (shop, _, stop) => shop.PlaceOrderAsync(null, 202, stop), Steady(20));

    public static ShopScenario LoginStorm { get; } = new(
        "login-storm", "everyone signs in at once, one in ten with a wrong password",
        (shop, number, stop) => shop.LogInAsync(isRight: number % 10 != 0, stop),
        [new(5, Seconds(5)), new(30, Seconds(10), IsRamp: true), new(30, Seconds(10)), new(5, Seconds(5), IsRamp: true)]);

    /// <summary>Needs a system in Development: elsewhere the gateway does not obey.</summary>
    public static ShopScenario Faults { get; } = new(
        "faults", "mixed, and 1% of the requests end in an error, 1% are slow (Development only)", FaultsAsync, Steady(60));

    public static ShopScenario Soak { get; } = Mixed with { Name = "soak", About = "mixed, for ten minutes", Load = [new(60, TimeSpan.FromMinutes(10))] };

    public static ShopScenario Step { get; } = Mixed with
    {
        Name = "step",
        About = "mixed, the rate doubled twice and halved again",
        Load = [new(25, Seconds(15)), new(50, Seconds(15)), new(100, Seconds(15)), new(25, Seconds(15))],
    };

    public static IReadOnlyList<ShopScenario> All { get; } = [Browse, Order, Mixed, LoginStorm, Faults, Soak, Step];

    /// <exception cref="InvalidOperationException">There is none of this name.</exception>
    public static ShopScenario Find(string name) => All.First(scenario => scenario.Name == name);

    // The kinds are spread over the cycle, so that no second of a block has only one of them.
    private static Task<Call> MixedAsync(ShopClient shop, long number, CancellationToken stop) => (number * 37 % Cycle) switch
    {
        < 55 => shop.ListProductsAsync(number, stop),
        < 80 => shop.GetProductAsync(number, stop),
        < 90 => shop.PlaceOrderAsync(null, 202, stop),
        _ => shop.GetOrderAsync(stop),
    };

    private static Task<Call> FaultsAsync(ShopClient shop, long number, CancellationToken stop) => (number % Cycle) switch
    {
        33 => shop.PlaceOrderAsync("catalog=error", 503, stop),
        66 => shop.PlaceOrderAsync("payment=slow:1500", 202, stop),
        _ => MixedAsync(shop, number, stop),
    };

    private static IReadOnlyList<LoadPhase> Steady(int rate) => [new(rate, Seconds(30))];

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);
}
