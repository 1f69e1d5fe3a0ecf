using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TracingReference.SystemTests.Conventions;
using TracingReference.SystemTests.Shop;

namespace TracingReference.SystemTests;

/// <summary>Everything that the system says of itself, in good and bad times, keeps to the semantic conventions.</summary>
[Collection(ShopCollection.Name)]
public sealed class ConventionTests(ShopFixture fixture)
{
    private static readonly TimeSpan MetricTimeout = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Spans_metrics_and_resources_keep_to_the_conventions()
    {
        var shop = fixture.System;
        await ExerciseAsync(shop);
        var expected = new[] { "http.server.request.duration", "http.client.request.duration", "messaging.process.duration", "messaging.client.sent.messages" };
        Assert.True(
            await shop.Telemetry.WaitAsync(() => expected.All(name => shop.Telemetry.Metrics().Any(metric => metric.Name == name)), MetricTimeout),
            "The usual metrics did not arrive.");

        ConventionChecker.AssertKept(shop.Telemetry);
        Assert.InRange(AcceptedDeviations.Rows.Count, 0, AcceptedDeviations.MaxRows);
        Assert.DoesNotContain(AcceptedDeviations.Rows, row => row.Source.StartsWith("TracingReference", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Every_exception_in_the_table_is_still_needed()
    {
        var shop = fixture.System;
        await ExerciseAsync(shop);
        var checker = new ConventionChecker(ConventionRegistry.Load());
        var unused = new List<AcceptedDeviation>();
        await shop.Telemetry.WaitAsync(
            () =>
            {
                var found = shop.Telemetry.Spans().SelectMany(checker.Check).Concat(shop.Telemetry.Metrics().SelectMany(checker.Check)).ToArray();
                unused = AcceptedDeviations.Rows.Where(row => !found.Any(violation => violation.Source == row.Source && violation.Key == row.Key)).ToList();
                return unused.Count == 0;
            },
            MetricTimeout);
        Assert.Empty(unused);
    }

    private static async Task ExerciseAsync(ShopSystem shop)
    {
        foreach (var fault in new[] { "payment=decline", "payment=error", "publish=fail:1", "db=slow:5" })
        {
            var (orderId, _) = await shop.Client.PlaceAsync(null, ("x-fault", fault));
            await shop.Client.SettledAsync(orderId);
        }

        foreach (var (path, body) in new (string, JsonNode?)[]
        {
            ("/catalog/products?query=lamp", null),
            ("/catalog/products/nope", null),
            ("/nowhere", null),
            ("/login", new JsonObject { ["email"] = "demo@example.com", ["password"] = "wrong" }),
            ("/orders", new JsonObject { ["customerId"] = 5 }),
        })
        {
            using var response = await shop.Client.SendAsync(
                body is null ? HttpMethod.Get : HttpMethod.Post, path, body is null ? null : JsonContent.Create(body));
        }

        using var unavailable = await shop.Client.SendAsync(
            HttpMethod.Post, "/orders", JsonContent.Create(ShopClient.Order()), ("x-fault", "catalog=error"));
        Assert.Equal(503, (int)unavailable.StatusCode);
    }
}
