using TracingReference.SystemTests.Shop;
using TracingReference.SystemTests.Traces;

namespace TracingReference.SystemTests;

/// <summary>1,000 orders, 50 at a time, in calm and while everything dies in turn.</summary>
public sealed class ThousandOrdersTests
{
    private const int Orders = 1_000;
    private const int Concurrency = 50;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan SweepTimeout = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task In_calm_every_order_is_settled_every_trace_is_whole_and_the_books_balance()
    {
        await using var shop = await ShopSystem.StartAsync();
        var before = await Books.ReadAsync(shop);
        var placed = await PlaceAsync(shop, _ => Task.CompletedTask);
        await AssertSettledAsync(shop, placed);
        await AssertBooksAsync(shop, before);

        var missing = placed.ToDictionary(order => order.TraceId, IReadOnlyList<string> (_) => ["everything"]);
        await shop.Telemetry.WaitAsync(
            () =>
            {
                foreach (var order in placed.Where(order => missing.ContainsKey(order.TraceId)))
                {
                    var faults = TraceMatch.Faults(OrderTrace.Edges, shop.Telemetry.Trace(order.TraceId), order.OrderId);
                    missing[order.TraceId] = faults;
                    if (faults.Count == 0)
                    {
                        missing.Remove(order.TraceId);
                    }
                }

                return missing.Count == 0;
            },
            Patience);
        Assert.True(
            missing.Count == 0,
            $"{missing.Count} traces are not whole:\n{string.Join('\n', missing.Take(5).Select(pair => $"{pair.Key}: {string.Join("; ", pair.Value)}"))}");
        AssertNothingDropped(shop);
    }

    [Fact]
    public async Task Through_kills_no_order_is_lost_none_is_charged_twice_and_no_stock_leaks()
    {
        await using var shop = await ShopSystem.StartAsync();
        var before = await Books.ReadAsync(shop);
        var kills = new List<(string Service, DateTimeOffset At)>();
        var placed = await PlaceAsync(shop, async progress =>
        {
            foreach (var (after, resource) in new[] { (100, "payment"), (250, "order"), (400, "postgres") })
            {
                await progress(after);
                kills.Add((resource, await shop.KillAsync(resource)));
                await shop.StartAsync(resource);
            }

            await progress(600);
            using (var control = new HttpClient { BaseAddress = shop.KafkaControl })
            {
                using var down = await control.PostAsync("/faults/broker/down?seconds=5", null);
                down.EnsureSuccessStatusCode();
            }

            await progress(800);
            await shop.KillAsync("kafka");
            await shop.StartAsync("kafka");
        });

        Assert.Equal(Orders, placed.Select(order => order.OrderId).Distinct().Count());
        await AssertSettledAsync(shop, placed);
        await AssertBooksAsync(shop, before);

        string[] faults = [];
        await shop.Telemetry.WaitAsync(
            () =>
            {
                var spans = shop.Telemetry.Spans();
                var died = kills.Select(kill => Kill.Of(kill.Service, kill.At, spans)).ToArray();
                faults = placed
                    .Select(order => (order.TraceId, Faults: TraceMatch.FaultsThroughKills(OrderTrace.Edges, shop.Telemetry.Trace(order.TraceId), died)))
                    .Where(trace => trace.Faults.Count > 0)
                    .Select(trace => $"{trace.TraceId}: {string.Join("; ", trace.Faults)}")
                    .ToArray();
                return faults.Length == 0;
            },
            TimeSpan.FromSeconds(20));
        Assert.True(
            faults.Length == 0,
            $"{faults.Length} traces have faults that no kill explains:\n{string.Join('\n', faults.Take(5))}\nAll of the first:\n{All(faults)}");
        AssertNothingDropped(shop);

        string All(string[] found) => string.Join('\n', found.Take(1)
            .SelectMany(fault => shop.Telemetry.Trace(fault[..fault.IndexOf(':')]))
            .OrderBy(span => span.Start)
            .Select(span => $"{span.Start:HH:mm:ss.ffffff} to {span.End:HH:mm:ss.ffffff} {span.SpanId} in {span.ParentSpanId}: {span}"));
    }

    /// <summary>Places the orders while <paramref name="trouble"/> goes on; it is given a way to wait until so many are placed.</summary>
    private static async Task<IReadOnlyList<(string OrderId, string TraceId)>> PlaceAsync(ShopSystem shop, Func<Func<int, Task>, Task> trouble)
    {
        var placed = new List<(string OrderId, string TraceId)>();
        var waiters = new List<(int After, TaskCompletionSource Reached)>();
        var making = trouble(WaitFor);
        await Parallel.ForEachAsync(Enumerable.Range(0, Orders), new ParallelOptions { MaxDegreeOfParallelism = Concurrency }, async (n, _) =>
        {
            var order = await shop.Client.PlaceUntilAcceptedAsync($"load-{n}", ShopClient.Order(), Patience);
            lock (placed)
            {
                placed.Add(order);
                waiters.FindAll(waiter => waiter.After <= placed.Count).ForEach(waiter => waiter.Reached.TrySetResult());
            }
        });
        await making;
        return placed;

        Task WaitFor(int count)
        {
            var waiter = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            lock (placed)
            {
                waiters.Add((count, waiter));
                if (placed.Count >= count)
                {
                    waiter.SetResult();
                }
            }

            return waiter.Task.WaitAsync(Patience);
        }
    }

    private static async Task AssertSettledAsync(ShopSystem shop, IReadOnlyList<(string OrderId, string TraceId)> placed)
    {
        try
        {
            foreach (var order in placed)
            {
                Assert.Contains(await shop.Client.SettledAsync(order.OrderId, Patience), new[] { "paid", "rejected" });
            }
        }
        catch (TimeoutException exception)
        {
            Assert.Fail($"{exception.Message}\n{await Books.ReadAsync(shop)}\n{shop.LastWords("order", "payment", "kafka")}");
        }
    }

    private static async Task AssertBooksAsync(ShopSystem shop, Books before)
    {
        // Stock held for a request that died comes back by a sweep, which no event of ours announces.
        using var giveUp = new CancellationTokenSource(SweepTimeout);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        Books books;
        do
        {
            books = await Books.ReadAsync(shop);
        }
        while ((books.Holds > 0 || books.Pending > 0) && !giveUp.IsCancellationRequested && await timer.WaitForNextTickAsync());

        books.AssertBalanced();
        Assert.Equal(before.Stock, books.Stock);
    }

    private static void AssertNothingDropped(ShopSystem shop)
    {
        var dropped = shop.Telemetry.Metrics()
            .Where(metric => metric.Name == "otel.sdk.processor.span.processed")
            .SelectMany(metric => metric.Points.Where(point => point.Attributes.ContainsKey("error.type")))
            .Sum(point => point.Value);
        Assert.Equal(0, dropped);
        Assert.Contains(shop.Telemetry.Metrics(), metric => metric.Name == "otel.sdk.processor.span.processed");
    }
}
