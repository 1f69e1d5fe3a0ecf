using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using TracingReference.Tests.Support;

namespace TracingReference.Catalog.Tests;

/// <summary>What the catalog accepts, while its database is away: what is valid gets as far as that.</summary>
public sealed class CatalogEndpointTests : IDisposable
{
    private const string DatabaseAway = "The database is not available; try again.";
    private const string Fault = "The catalog fails because x-fault asked it to.";
    private ServiceUnderTest? catalog;

    public static TheoryData<string, int> Questions => new()
    {
        { "/products", 503 },
        { "/products?page=1&pageSize=1", 503 },
        { "/products?page=2147483647&pageSize=100", 503 },
        { $"/products?query={new string('q', 100)}", 503 },
        { "/products?query=", 503 },
        { "/products/p-0001", 503 },
        { "/products?page=0", 400 },
        { "/products?page=-1", 400 },
        { "/products?page=2147483648", 400 },
        { "/products?page=one", 400 },
        { "/products?pageSize=0", 400 },
        { "/products?pageSize=101", 400 },
        { $"/products?query={new string('q', 101)}", 400 },
        { "/products?query=%00", 400 },
        { "/products?query=a%0ab", 400 },
        { "/products/p%01", 404 },
    };

    public static TheoryData<string, string, int> Reservations => new()
    {
        { "one item", Body("o-1", Item("p-1", 1)), 503 },
        { "two items", Body("o-1", Item("p-1", 1), Item("p-2", 1000)), 503 },
        { "no order", Body(null, Item("p-1", 1)), 400 },
        { "an empty order id", Body("", Item("p-1", 1)), 400 },
        { "no items", Body("o-1"), 400 },
        { "a null item", Body("o-1", (JsonNode?)null), 400 },
        { "an item without a product", Body("o-1", Item(null, 1)), 400 },
        { "an empty product id", Body("o-1", Item("", 1)), 400 },
        { "quantity 0", Body("o-1", Item("p-1", 0)), 400 },
        { "quantity -1", Body("o-1", Item("p-1", -1)), 400 },
        { "a quantity in quotes", Body("o-1", Item("p-1", "1")), 400 },
        { "a product twice", Body("o-1", Item("p-1", 1), Item("p-2", 1), Item("p-1", 1)), 400 },
        { "null", "null", 400 },
    };

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task Questions_within_their_bounds_are_asked(string path, int status)
    {
        Start(faults: false);
        using var response = await catalog!.SendAsync(HttpMethod.Get, path);
        await AssertProblemAsync(response, status);
    }

    [Theory]
    [MemberData(nameof(Reservations))]
    public async Task Reservations_name_each_product_once_and_some_of_it(string what, string body, int status)
    {
        Start(faults: false);
        using var response = await ReserveAsync(body);
        await AssertProblemAsync(response, status, what);
    }

    [Theory]
    [InlineData(true, "catalog%3Derror", Fault)]
    [InlineData(true, "payment%3Derror,tenant=blue", DatabaseAway)]
    [InlineData(true, "nonsense", DatabaseAway)]
    [InlineData(false, "catalog%3Derror", DatabaseAway)]
    public async Task It_fails_on_request_where_faults_are_on(bool faults, string fault, string detail)
    {
        Start(faults);
        foreach (var path in new[] { "/products", "/products/p-0001" })
        {
            using var response = await catalog!.SendAsync(HttpMethod.Get, path, null, ("baggage", $"fault={fault}"));
            Assert.Equal(detail, (string?)await AssertProblemAsync(response, 503));
        }

        using var reservation = await ReserveAsync(Body("o-1", Item("p-1", 1)), ("baggage", $"fault={fault}"));
        Assert.Equal(detail, (string?)await AssertProblemAsync(reservation, 503));
    }

    [Fact]
    public async Task Stock_can_be_given_back_though_the_catalog_is_asked_to_fail()
    {
        // Or the fault would keep the stock of the very order that it made fail.
        Start(faults: true);
        using var response = await catalog!.SendAsync(HttpMethod.Delete, "/reservations/o-1", null, ("baggage", "fault=catalog%3Derror"));
        Assert.Equal(DatabaseAway, (string?)await AssertProblemAsync(response, 503));
    }

    public void Dispose() => catalog?.Dispose();

    private void Start(bool faults) => catalog = new ServiceUnderTest(new Dictionary<string, string>
    {
        ["ConnectionStrings:database"] = "Host=127.0.0.1;Port=1;Database=catalog;Username=nobody",
        ["Faults:Enabled"] = $"{faults}",
    });

    private async Task<HttpResponseMessage> ReserveAsync(string body, params (string, string)[] headers)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        return await catalog!.SendAsync(HttpMethod.Post, "/reservations", content, headers);
    }

    private static async Task<JsonNode?> AssertProblemAsync(HttpResponseMessage response, int status, string? what = null)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == (HttpStatusCode)status, $"{what ?? "The request"} got {(int)response.StatusCode}: {body}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        return JsonNode.Parse(body)!["detail"];
    }

    private static string Body(string? orderId, params JsonNode?[] items) =>
        new JsonObject { ["orderId"] = orderId, ["items"] = new JsonArray(items) }.ToJsonString();

    private static JsonObject Item(string? productId, JsonNode quantity) => new() { ["productId"] = productId, ["quantity"] = quantity };
}
