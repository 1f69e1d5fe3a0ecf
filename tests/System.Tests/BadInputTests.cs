using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using TracingReference.SystemTests.Shop;

namespace TracingReference.SystemTests;

/// <summary>Bad input gets the design's status and a problem with its trace id, never a 5xx, and leaves nothing half-done.</summary>
[Collection(ShopCollection.Name)]
public sealed class BadInputTests(ShopFixture fixture)
{
    private const int Megabyte = 1024 * 1024;

    private ShopSystem Shop => fixture.System;

    public static TheoryData<string, string, int> Bodies => new()
    {
        { "malformed JSON", "{\"customerId\":", 400 },
        { "no body", "", 400 },
        { "null", "null", 400 },
        { "an array", "[]", 400 },
        { "deep nesting", new string('[', 10_000), 400 },
        { "a number for a text", With("customerId", 5), 400 },
        { "a text for a number", WithItem("p-0001", "1"), 400 },
        { "a fraction", WithItem("p-0001", 1.5), 400 },
        { "NUL in customerId", With("customerId", "a\0b"), 400 },
        { "NUL in productId", WithItem("p\0", 1), 400 },
        { "a lone surrogate", "{\"customerId\":\"\\ud800\"}", 400 },
        { "no customerId", With("customerId", null), 400 },
        { "an empty customerId", With("customerId", ""), 400 },
        { "a long customerId", With("customerId", new string('c', 65)), 400 },
        { "no items", With("items", new JsonArray()), 400 },
        { "a null item", With("items", new JsonArray((JsonNode?)null)), 400 },
        { "101 items", With("items", Items(101)), 400 },
        { "quantity 0", WithItem("p-0001", 0), 400 },
        { "quantity -1", WithItem("p-0001", -1), 400 },
        { "quantity 1001", WithItem("p-0001", 1001), 400 },
        { "quantity 10^12", WithItem("p-0001", 1_000_000_000_000), 400 },
        { "a product twice", With("items", new JsonArray(Item("p-0001", 1), Item("p-0001", 1))), 400 },
        { "no card", With("card", null), 400 },
        { "letters in a card number", With("card", Card("4242x2424242", "Ada")), 400 },
        { "a short card number", With("card", Card("42424242424", "Ada")), 400 },
        { "a long card number", With("card", Card(new string('4', 20), "Ada")), 400 },
        { "a long holder", With("card", Card("4242424242424242", new string('a', 101))), 400 },
        { "an unknown product", WithItem("nope", 1), 422 },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task A_bad_order_is_refused(string what, string body, int status)
    {
        var before = await CountsAsync();
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await Shop.Client.SendAsync(HttpMethod.Post, "/orders", content);
        await AssertProblemAsync(response, (HttpStatusCode)status, what);
        Assert.Equal(before, await CountsAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_body_of_12_MB_is_413(bool lengthIsKnown)
    {
        using var content = new StreamContent(new MemoryStream(new byte[12 * Megabyte]));
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        content.Headers.ContentLength = lengthIsKnown ? 12 * Megabyte : null;
        using var response = await Shop.Client.SendAsync(HttpMethod.Post, "/orders", content);
        await AssertProblemAsync(response, HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData("/catalog/products?page=0", 400)]
    [InlineData("/catalog/products?page=x", 400)]
    [InlineData("/catalog/products?page=99999999999", 400)]
    [InlineData("/catalog/products?pageSize=0", 400)]
    [InlineData("/catalog/products?pageSize=101", 400)]
    [InlineData("/catalog/products?query=%00", 400)]
    [InlineData("/catalog/products/nope", 404)]
    [InlineData("/orders/nope", 404)]
    [InlineData("/orders/00000000000000000000000000000000", 404)]
    [InlineData("/nowhere", 404)]
    public async Task A_bad_question_is_refused(string path, int status)
    {
        using var response = await Shop.Client.SendAsync(HttpMethod.Get, path);
        await AssertProblemAsync(response, (HttpStatusCode)status);
    }

    [Theory]
    [InlineData("Bearer nonsense")]
    [InlineData("Bearer ")]
    [InlineData("Basic YTpi")]
    [InlineData("Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJ4In0.")]
    public async Task A_bad_token_is_401(string authorization)
    {
        using var response = await Shop.Client.SendAsync(
            HttpMethod.Post, "/orders", JsonContent.Create(ShopClient.Order()), ("Authorization", authorization));
        await AssertProblemAsync(response, HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("payment=slow:60001")]
    [InlineData("publish=fail:11")]
    public async Task An_unknown_fault_is_400(string fault)
    {
        using var response = await Shop.Client.SendAsync(
            HttpMethod.Post, "/orders", JsonContent.Create(ShopClient.Order()), ("x-fault", fault));
        await AssertProblemAsync(response, HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("traceparent", "garbage")]
    [InlineData("traceparent", "00-00000000000000000000000000000000-0000000000000000-01")]
    [InlineData("traceparent", "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")]
    [InlineData("b3", "xyz")]
    [InlineData("uber-trace-id", "1:2:3")]
    [InlineData("X-B3-TraceId", "not hex")]
    public async Task Invalid_trace_headers_start_a_new_trace(string name, string value)
    {
        var (orderId, traceId) = await Shop.Client.PlaceAsync(null, (name, value));
        Assert.Equal("paid", await Shop.Client.SettledAsync(orderId));
        Assert.Matches("^[0-9a-f]{32}$", traceId);
        Assert.DoesNotContain(traceId, value, StringComparison.Ordinal);
        Assert.NotEqual(new string('0', 32), traceId);
    }

    private async Task<(long Orders, long Stock, long Charges)> CountsAsync() => (
        await Shop.QueryAsync<long>("order-db", "select count(*) from orders"),
        await Shop.QueryAsync<long>("catalog-db", "select sum(available)::bigint from products"),
        await Shop.QueryAsync<long>("payment-db", "select count(*) from charges"));

    private static async Task AssertProblemAsync(HttpResponseMessage response, HttpStatusCode status, string? what = null)
    {
        var body = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == status, $"{what ?? "The request"}: expected {(int)status}, got {(int)response.StatusCode}: {body}");
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        var traceId = (string?)JsonNode.Parse(body)!["traceId"];
        Assert.Matches("^[0-9a-f]{32}$", traceId);
        Assert.StartsWith($"00-{traceId}-", response.Headers.GetValues("traceresponse").Single(), StringComparison.Ordinal);
    }

    private static string With(string property, JsonNode? value)
    {
        var order = ShopClient.Order();
        order[property] = value;
        return order.ToJsonString();
    }

    private static string WithItem(string productId, JsonNode quantity) => With("items", new JsonArray(Item(productId, quantity)));

    private static JsonArray Items(int count) => new(Enumerable.Range(1, count).Select(n => (JsonNode?)Item($"p-{n:0000}", 1)).ToArray());

    private static JsonObject Item(string productId, JsonNode quantity) => new() { ["productId"] = productId, ["quantity"] = quantity };

    private static JsonObject Card(string number, string holder) => new() { ["number"] = number, ["holder"] = holder };
}
