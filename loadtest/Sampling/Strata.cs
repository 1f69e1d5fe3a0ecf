using System.Globalization;
using TracingReference.LoadTest.Shop;

namespace TracingReference.LoadTest.Sampling;

/// <summary>Every stratum, in one table.</summary>
internal static class Strata
{
    /// <summary>Longer than decision_wait with all that goes before the decision, shorter than the provider's timeout of 5 s.</summary>
    private const int LateMilliseconds = 4_500;

    public static Stratum ListProducts { get; } = new(
        "list products", "short and frequent", KeptBecause.Share, (shop, number, stop) => shop.ListProductsAsync(number, stop));

    public static Stratum GetProduct { get; } = new(
        "get product", "short and frequent", KeptBecause.Share, (shop, number, stop) => shop.GetProductAsync(number, stop));

    public static Stratum Order { get; } = Ordering("order", "the longest trace, over HTTP and Kafka", KeptBecause.Share, null);

    /// <summary>An error of the client is none of the server's.</summary>
    public static Stratum WrongPassword { get; } = new(
        "wrong password", "answered 401", KeptBecause.Share, (shop, _, stop) => shop.LogInAsync(isRight: false, stop));

    public static Stratum ErrorInLeaf { get; } = Ordering("error in a leaf", "the catalog fails", KeptBecause.Error, "catalog=error", 503);

    public static Stratum ErrorInConsumer { get; } = Ordering(
        "error in the consumer", "the card is declined, after the request was answered 202", KeptBecause.Error, "payment=decline");

    public static Stratum SlowDatabase { get; } = Ordering(
        "slow database", "each statement of the order service takes 1.1 s", KeptBecause.Slow, "db=slow:1100");

    public static Stratum SlowConsumer { get; } = Ordering(
        "slow consumer", "the card provider takes 1.5 s, after the request was answered 202", KeptBecause.Slow, "payment=slow:1500");

    /// <summary>By design nothing keeps it but the share: what tail sampling loses.</summary>
    public static Stratum ErrorAfterDecision { get; } = Ordering(
        "error after the decision",
        "the card is declined when decision_wait is over",
        KeptBecause.Share,
        string.Create(CultureInfo.InvariantCulture, $"payment=slow:{LateMilliseconds},payment=decline"));

    private static Stratum Ordering(string name, string about, KeptBecause kept, string? fault, int expected = 202) =>
        new(name, about, kept, (shop, _, stop) => shop.PlaceOrderAsync(fault, expected, stop));
}
