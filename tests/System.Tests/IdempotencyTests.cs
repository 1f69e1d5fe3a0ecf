using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TracingReference.SystemTests.Shop;

namespace TracingReference.SystemTests;

/// <summary>One key of one customer is one order.</summary>
[Collection(ShopCollection.Name)]
public sealed class IdempotencyTests(ShopFixture fixture)
{
    private readonly string customer = $"customer-{Guid.NewGuid():N}";

    private ShopSystem Shop => fixture.System;

    [Fact]
    public async Task Twenty_requests_at_once_are_one_order_and_get_one_answer()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => PlaceAsync("key", Order(customer))));
        var (status, body) = Assert.Single(answers.Distinct());
        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Equal(1, await OrdersAsync(customer));

        // Long after, too, and with the first trace.
        Assert.Equal("paid", await Shop.Client.SettledAsync((string)JsonNode.Parse(body)!["orderId"]!));
        Assert.Equal((status, body), await PlaceAsync("key", Order(customer)));
        Assert.Equal(1, await OrdersAsync(customer));
    }

    [Fact]
    public async Task The_same_key_of_another_customer_is_another_order()
    {
        var one = await PlaceAsync("key", Order(customer));
        var other = await PlaceAsync("key", Order($"{customer}-2"));
        Assert.Equal((HttpStatusCode.Accepted, HttpStatusCode.Accepted), (one.Status, other.Status));
        Assert.NotEqual(JsonNode.Parse(one.Body)!["orderId"]!.ToString(), JsonNode.Parse(other.Body)!["orderId"]!.ToString());
        Assert.Equal((1, 1), (await OrdersAsync(customer), await OrdersAsync($"{customer}-2")));
    }

    [Fact]
    public async Task A_key_with_another_body_is_422_and_no_order()
    {
        await PlaceAsync("key", Order(customer));
        var other = Order(customer);
        other["items"]![0]!["quantity"] = 2;
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PlaceAsync("key", other)).Status);
        Assert.Equal(1, await OrdersAsync(customer));
    }

    [Theory]
    [InlineData(255, HttpStatusCode.Accepted)]
    [InlineData(256, HttpStatusCode.BadRequest)]
    public async Task A_key_has_up_to_255_characters(int length, HttpStatusCode status) =>
        Assert.Equal(status, (await PlaceAsync(new string('k', length), Order(customer))).Status);

    [Fact]
    public async Task A_refusal_is_an_answer_too_and_a_failure_is_not()
    {
        var unknown = Order(customer);
        unknown["items"]![0]!["productId"] = "nope";
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PlaceAsync("refused", unknown)).Status);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, (await PlaceAsync("refused", unknown)).Status);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await PlaceAsync("failed", Order(customer), ("x-fault", "catalog=error"))).Status);
        Assert.Equal(HttpStatusCode.Accepted, (await PlaceAsync("failed", Order(customer))).Status);
        Assert.Equal(1, await OrdersAsync(customer));
    }

    [Fact]
    public async Task While_the_first_request_is_in_flight_a_repetition_waits_and_is_then_409_and_takes_over_once_it_is_dead()
    {
        // As a process that serves the first request would leave it: no answer yet, and a lease on the key.
        var first = await PlaceAsync("key", Order(customer));
        await LeaseAsync("1 minute");
        Assert.Equal(HttpStatusCode.Conflict, (await PlaceAsync("key", Order(customer))).Status);

        await LeaseAsync("-1 second");
        var (status, body) = await PlaceAsync("key", Order(customer));
        Assert.Equal(HttpStatusCode.Accepted, status);
        Assert.Equal((string?)JsonNode.Parse(first.Body)!["orderId"], (string?)JsonNode.Parse(body)!["orderId"]);
        Assert.Equal(1, await OrdersAsync(customer));

        async Task LeaseAsync(string length) => Assert.Equal("key", await Shop.QueryAsync<string>("order-db",
            $"update idempotency_keys set answer = null, leased_till = now() + interval '{length}' where customer_id = '{customer}' returning key"));
    }

    private static JsonObject Order(string customerId)
    {
        var order = ShopClient.Order();
        order["customerId"] = customerId;
        return order;
    }

    private async Task<(HttpStatusCode Status, string Body)> PlaceAsync(string key, JsonObject order, params (string, string)[] headers)
    {
        using var response = await Shop.Client.SendAsync(
            HttpMethod.Post, "/orders", JsonContent.Create(order), [("Idempotency-Key", key), .. headers]);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private Task<long> OrdersAsync(string customerId) =>
        Shop.QueryAsync<long>("order-db", $"select count(*) from orders where state ->> 'customerId' = '{customerId}'");
}
