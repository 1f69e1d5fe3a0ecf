using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using TracingReference.LoadTest.Otlp;
using TracingReference.SystemTests.Shop;
using TracingReference.SystemTests.Traces;

namespace TracingReference.SystemTests;

/// <summary>The whole system with production's sampling: the right traces are kept, and whole; all are counted.</summary>
public sealed partial class CollectorTests
{
    private const int Ordinary = 40;

    // 10% of what 64 bits can hold, as upstream rounds it.
    private const ulong Threshold = 1844674407370955263;
    private static readonly TimeSpan SlowTrace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan DecisionTimeout = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan ScrapeTimeout = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ScrapeInterval = TimeSpan.FromMilliseconds(500);

    [Fact]
    public async Task Production_keeps_errors_forced_traces_and_a_tenth_of_the_rest_whole_and_counts_every_request()
    {
        await using var shop = await ShopSystem.StartWithCollectorAsync("production");
        var ordinary = await PlaceAsync(shop, Ordinary);
        var declined = await PlaceAsync(shop, 3, ("x-fault", "payment=decline"));
        var forced = await PlaceAsync(shop, 3, ("x-force-sample", "1"));

        // What was forced last is decided last: then nothing earlier is still open.
        var share = ordinary.Where(order => Hash(order.TraceId) <= Threshold).ToArray();
        await AssertWholeAsync(shop, [.. share, .. forced]);
        Assert.True(
            await shop.Telemetry.WaitAsync(() => declined.All(order => Errors(shop, order.TraceId).Any()), DecisionTimeout),
            "A declined order's trace was not kept.");
        Assert.All(declined, order => Assert.Empty(TraceMatch.Orphans(shop.Telemetry.Trace(order.TraceId))));
        Assert.All(ordinary.Except(share), order => Assert.True(
            shop.Telemetry.Trace(order.TraceId) is var spans && (spans.Count == 0 || Duration(spans) > SlowTrace),
            $"Nothing asked for {order.TraceId} to be kept."));

        await AssertCountedAsync(shop, ordinary.Count + declined.Count + forced.Count);
    }

    private static async Task<IReadOnlyList<(string OrderId, string TraceId)>> PlaceAsync(
        ShopSystem shop, int count, params (string Name, string Value)[] headers)
    {
        var placed = new List<(string OrderId, string TraceId)>();
        for (var n = 0; n < count; n++)
        {
            placed.Add(await shop.Client.PlaceAsync(null, headers));
            await shop.Client.SettledAsync(placed[^1].OrderId);
        }

        return placed;
    }

    private static async Task AssertWholeAsync(ShopSystem shop, IReadOnlyList<(string OrderId, string TraceId)> orders)
    {
        string[] faults = [];
        await shop.Telemetry.WaitAsync(
            () =>
            {
                faults = [.. orders.SelectMany(order => TraceMatch.Faults(OrderTrace.Edges, shop.Telemetry.Trace(order.TraceId), order.OrderId))];
                return faults.Length == 0;
            },
            DecisionTimeout);
        Assert.Empty(faults);
    }

    /// <summary>Span metrics and service graph are taken before sampling.</summary>
    private static async Task AssertCountedAsync(ShopSystem shop, int orders)
    {
        using var http = new HttpClient { BaseAddress = shop.Endpoint("collector", "span-metrics") };
        using var timer = new PeriodicTimer(ScrapeInterval); // the page says what it knew at the last flush
        using var giveUp = new CancellationTokenSource(ScrapeTimeout);
        string[] edges = [Edge("gateway", "order"), Edge("order", "catalog"), Edge("payment", "card-provider"), Edge("order", "orders", "database")];
        for (string page; ; await timer.WaitForNextTickAsync(giveUp.Token))
        {
            page = await http.GetStringAsync("/metrics", giveUp.Token);
            if (Calls(page) >= orders && edges.All(edge => Regex.IsMatch(page, edge)))
            {
                Assert.Equal(orders, Calls(page));
                return;
            }
        }

        static string Edge(string client, string server, string type = "[^\"]*") =>
            $"(?m)^traces_service_graph_request_total\\{{.*client=\"{client}\",connection_type=\"{type}\".*server=\"{server}\"";
    }

    private static double Calls(string page) => GatewayCalls().Matches(page)
        .Sum(match => double.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture));

    private static IEnumerable<ReceivedSpan> Errors(ShopSystem shop, string traceId) =>
        shop.Telemetry.Trace(traceId).Where(span => span.Status == StatusCode.Error);

    private static TimeSpan Duration(IReadOnlyList<ReceivedSpan> spans) => spans.Max(span => span.End) - spans.Min(span => span.Start);

    /// <summary>FNV-1a over the default salt and the trace id, as the policy is specified.</summary>
    private static ulong Hash(string traceId)
    {
        const ulong offset = 14695981039346656037;
        const ulong prime = 1099511628211;
        return ((byte[])[.. Encoding.ASCII.GetBytes("default-hash-seed"), .. Convert.FromHexString(traceId)])
            .Aggregate(offset, (hash, octet) => unchecked((hash ^ octet) * prime));
    }

    [GeneratedRegex("""^traces_span_metrics_calls_total\{[^\n]*service_name="gateway"[^\n]*span_name="POST /orders"[^\n]*\} (\S+)""", RegexOptions.Multiline)]
    private static partial Regex GatewayCalls();
}
