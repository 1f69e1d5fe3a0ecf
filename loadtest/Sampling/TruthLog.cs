using System.Collections.Concurrent;
using TracingReference.LoadTest.Shop;

namespace TracingReference.LoadTest.Sampling;

/// <summary>Writes down every request of a part, and at its end what became of its orders. Any thread may write.</summary>
internal sealed class TruthLog
{
    private const int Readers = 4;
    private const string Pending = "pending";
    private static readonly TimeSpan BetweenReads = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(1);

    private readonly ConcurrentQueue<TruthEntry> entries = new();
    private readonly ConcurrentDictionary<string, long> failures = new();
    private readonly ConcurrentDictionary<string, long> unanswered = new();
    private long strained;

    /// <summary>Requests that were not answered as their stratum expects, by route and answer. One without an answer has no trace that the client knows of.</summary>
    public IReadOnlyDictionary<string, long> Failures => failures;

    /// <summary>How many requests had no answer, by route: so many traces may arrive that nobody here knows.</summary>
    public IReadOnlyDictionary<string, long> Unanswered => unanswered;

    /// <summary>How many were not answered as they should be, or took more than a second though nobody asked for that: a shop that is overloaded.</summary>
    public long Strained => Interlocked.Read(ref strained);

    /// <param name="call">The answer.</param>
    /// <param name="stratum">Why it was asked.</param>
    /// <param name="at">When.</param>
    /// <param name="took">How long it took.</param>
    public void Add(Call call, Stratum stratum, DateTimeOffset at, TimeSpan took)
    {
        if (!call.IsOk || (took > Late && stratum.Kept != KeptBecause.Slow))
        {
            Interlocked.Increment(ref strained);
        }

        if (!call.IsOk)
        {
            failures.AddOrUpdate($"{call.Route}: {(call.Status == 0 ? call.Error : call.Status)}", 1, (_, before) => before + 1);
        }

        if (call.Trace is { } trace)
        {
            entries.Enqueue(new(trace.TraceId, call.Route, call.Status, stratum.Name, trace.IsSampled, at, call.OrderId, call.OrderId is null ? "" : Pending));
        }
        else
        {
            unanswered.AddOrUpdate(call.Route, 1, (_, before) => before + 1);
        }
    }

    /// <summary>Asks after every order until it is settled.</summary>
    /// <param name="reader">A caller whose requests are not sampled, or they would be traces of their own.</param>
    /// <param name="patience">How long to ask; an order that is pending then stays so in the log.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<IReadOnlyList<TruthEntry>> SettleAsync(ShopClient reader, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var giveUp = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        giveUp.CancelAfter(patience);
        var outcomes = new ConcurrentDictionary<string, string>();
        var orders = entries.Where(entry => entry.OrderId is not null).Select(entry => entry.OrderId!).ToArray();
        try
        {
            await Parallel.ForEachAsync(orders, new ParallelOptions { MaxDegreeOfParallelism = Readers, CancellationToken = giveUp.Token }, async (order, stop) =>
            {
                while ((outcomes[order] = await OutcomeAsync(reader, order, stop).ConfigureAwait(false)) == Pending)
                {
                    await Task.Delay(BetweenReads, stop).ConfigureAwait(false);
                }
            }).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // What is pending still says so.
        }

        return [.. entries.Select(entry => entry.OrderId is { } id && outcomes.TryGetValue(id, out var outcome) ? entry with { Outcome = outcome } : entry)];
    }

    private static async Task<string> OutcomeAsync(ShopClient reader, string order, CancellationToken stop) =>
        (await reader.ReadOrderAsync(order, stop).ConfigureAwait(false)).Status ?? Pending;
}
