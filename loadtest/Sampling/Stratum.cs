using TracingReference.LoadTest.Shop;

namespace TracingReference.LoadTest.Sampling;

/// <summary>A kind of request that a part sends, chosen for what it shows of a sampler.</summary>
/// <param name="Name">As reports name it.</param>
/// <param name="About">What it shows.</param>
/// <param name="Kept">Why a tail sampler keeps it.</param>
/// <param name="Ask">Sends the request of this number.</param>
internal sealed record Stratum(string Name, string About, KeptBecause Kept, Func<ShopClient, long, CancellationToken, Task<Call>> Ask);

/// <summary>Why a tail sampler keeps a trace.</summary>
internal enum KeptBecause
{
    /// <summary>It is in the share that is kept of everything.</summary>
    Share,

    /// <summary>An error shows in it before the decision.</summary>
    Error,

    /// <summary>It has taken longer than the threshold before the decision.</summary>
    Slow,

    /// <summary>Nobody can say: it failed though it should not have, or not as it should.</summary>
    Unplanned,
}
