using System.Collections.Concurrent;
using System.Diagnostics;

namespace TracingReference.LoadTest.Shop;

/// <summary>The last orders that were accepted, to see whether each comes to its end: an answer of 202 promises that. Any thread may note.</summary>
/// <param name="most">How many are remembered.</param>
public sealed class OrderBook(int most)
{
    private const string Pending = "pending";
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private readonly ConcurrentQueue<string> orders = new();

    public void Note(Call call)
    {
        if (call.OrderId is { } id)
        {
            orders.Enqueue(id);
            if (orders.Count > most)
            {
                _ = orders.TryDequeue(out _);
            }
        }
    }

    /// <summary>Reads them back until none is pending, or patience ends.</summary>
    /// <param name="shop">Who asks.</param>
    /// <param name="patience">How long.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>How many there were, and how many were pending still, or could not be read.</returns>
    public async Task<(int Read, int Pending)> SettleAsync(ShopClient shop, TimeSpan patience, CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        var all = orders.Count;
        var left = new Queue<string>(orders);
        while (left.TryPeek(out var id))
        {
            if (await shop.ReadOrderAsync(id, cancellationToken).ConfigureAwait(false) is (_, not null and not Pending))
            {
                left.Dequeue();
            }
            else if (Stopwatch.GetElapsedTime(begun) < patience)
            {
                await Task.Delay(Pause, cancellationToken).ConfigureAwait(false);
            }
            else
            {
                break;
            }
        }

        // Patience has ended at the first one that is pending: the ones behind it are asked once more.
        var pending = 0;
        foreach (var id in left)
        {
            pending += await shop.ReadOrderAsync(id, cancellationToken).ConfigureAwait(false) is (_, not null and not Pending) ? 0 : 1;
        }

        return (all, pending);
    }
}
