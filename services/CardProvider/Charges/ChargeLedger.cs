using Microsoft.Extensions.Caching.Memory;

namespace TracingReference.CardProvider.Charges;

/// <summary>
/// What was charged, by idempotency key; in memory, since the outside world does not restart here. It forgets
/// keys after a day, and the least recently used beyond <see cref="MaxKeys"/>.
/// </summary>
internal sealed class ChargeLedger : IDisposable
{
    private const int MaxKeys = 1_000_000;
    private static readonly TimeSpan Memory = TimeSpan.FromHours(24);
    private readonly MemoryCache charges = new(new MemoryCacheOptions { SizeLimit = MaxKeys });
    private readonly Lock gate = new();

    /// <summary>Charges once per key, and gives the first answer again for each repetition.</summary>
    public Charge Charge(string key, bool declines)
    {
        lock (gate)
        {
            return charges.GetOrCreate(key, entry =>
            {
                entry.Size = 1;
                entry.AbsoluteExpirationRelativeToNow = Memory;
                return new Charge($"ch_{Guid.NewGuid():N}", declines ? "declined" : "captured");
            })!;
        }
    }

    public void Dispose() => charges.Dispose();
}
