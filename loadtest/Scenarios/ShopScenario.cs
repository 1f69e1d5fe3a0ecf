using TracingReference.LoadTest.Shop;

namespace TracingReference.LoadTest.Scenarios;

/// <summary>What is asked of the shop, and how much of it when it is run alone.</summary>
/// <param name="Name">As <c>--scenario</c> names it.</param>
/// <param name="About">One line of help.</param>
/// <param name="Next">
/// Sends the request of this number. The number alone decides what it is, so that blocks of equal length ask exactly the same.
/// </param>
/// <param name="Load">The load of a run by itself.</param>
public sealed record ShopScenario(
    string Name, string About, Func<ShopClient, long, CancellationToken, Task<Call>> Next, IReadOnlyList<LoadPhase> Load);
