using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Confluent.Kafka;
using TracingReference.SystemTests.Shop;

namespace TracingReference.SystemTests;

/// <summary>Card numbers, passwords and tokens are nowhere in clear: not in telemetry, logs, messages or tables.</summary>
[Collection(ShopCollection.Name)]
public sealed class SecretTests(ShopFixture fixture)
{
    private const string WrongPassword = "battery-staple-4711";
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(20);
    private static readonly string[] Databases = ["identity-db", "catalog-db", "order-db", "payment-db"];

    /// <summary>Says in each place that the search finds what is there.</summary>
    private readonly string marker = $"marker-{Guid.NewGuid():N}";

    private ShopSystem Shop => fixture.System;

    [Fact]
    public async Task Nothing_says_stores_or_sends_a_secret_in_clear()
    {
        var exports = new ConcurrentQueue<byte[]>();
        Shop.Telemetry.Exported += Keep;
        try
        {
            var token = await Shop.Client.LogInAsync();
            var secrets = new[] { ShopClient.CardNumber, ShopClient.Password, WrongPassword, token, token.Split('.')[2] };
            await MisuseAsync(token);
            var pending = await PlaceAsync("payment=slow:2000", token);
            var dumps = await DumpAsync(); // while an order is in the outbox
            Assert.Contains($"outbox:({pending},", dumps, StringComparison.Ordinal);

            var failed = await PlaceAsync("payment=error", token);
            foreach (var order in new[] { pending, failed, await PlaceAsync("payment=decline", token), await PlaceAsync("publish=fail:1", token) })
            {
                await Shop.Client.SettledAsync(order);
            }

            await FlushAsync(failed, exports);
            AssertClear("telemetry", exports.Select(Encoding.Latin1.GetString), marker, secrets);
            AssertClear("the databases", [dumps, await DumpAsync()], marker, secrets);
            AssertClear("the logs", Shop.Logs().Values, failed, secrets);
            AssertClear("Kafka", (await Shop.MessagesAsync()).SelectMany(Texts), marker, secrets);
        }
        finally
        {
            Shop.Telemetry.Exported -= Keep;
        }

        void Keep(ReadOnlyMemory<byte> export) => exports.Enqueue(export.ToArray());
    }

    /// <summary>Sends secrets where they do not belong, or with something else that is wrong.</summary>
    private async Task MisuseAsync(string token)
    {
        var notANumber = Order();
        notANumber["card"]!["number"] = ShopClient.CardNumber + "x";
        var unknown = Order();
        unknown["items"]![0]!["productId"] = "nope";
        var wrongType = Order();
        wrongType["card"] = ShopClient.CardNumber;
        foreach (var (path, body, status) in new[]
        {
            ("/login", $"{{\"email\":\"demo@example.com\",\"password\":\"{WrongPassword}\"}}", 401),
            ("/login", $"{{\"email\":\"nobody@example.com\",\"password\":\"{ShopClient.Password}\"}}", 401),
            ("/login", $"{{\"email\":\"demo@example.com\",\"password\":\"{WrongPassword}", 400),
            ("/login", $"{{\"password\":[\"{WrongPassword}\"]}}", 400),
            ("/orders", notANumber.ToJsonString(), 400),
            ("/orders", wrongType.ToJsonString(), 400),
            ("/orders", Order().ToJsonString()[..^2], 400),
            ("/orders", unknown.ToJsonString(), 422),
        })
        {
            await SendAsync(HttpMethod.Post, path, body, status);
        }

        await SendAsync(HttpMethod.Post, "/orders", Order().ToJsonString(), 503, ("x-fault", "catalog=error"));
        await SendAsync(HttpMethod.Post, "/orders", Order().ToJsonString(), 401, ("Authorization", $"Bearer {token}x"));
        await SendAsync(HttpMethod.Post, "/orders", Order().ToJsonString(), 202, ("Idempotency-Key", marker), ("Authorization", $"Bearer {token}"));
        await SendAsync(HttpMethod.Post, "/orders", unknown.ToJsonString(), 422, ("Idempotency-Key", marker));
        await SendAsync(HttpMethod.Get, $"/catalog/products?query={ShopClient.CardNumber}&token={token}", null, 200);
    }

    private async Task SendAsync(HttpMethod method, string path, string? body, int status, params (string, string)[] headers)
    {
        using var content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await Shop.Client.SendAsync(method, path, content, headers);
        var answer = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode == status, $"{method} {path}: {(int)response.StatusCode} instead of {status}: {answer}");
        Assert.DoesNotContain(ShopClient.CardNumber, answer, StringComparison.Ordinal);
        Assert.DoesNotContain(WrongPassword, answer, StringComparison.Ordinal);
    }

    private async Task<string> PlaceAsync(string fault, string token) =>
        (await Shop.Client.PlaceAsync(Order(), ("x-fault", fault), ("Authorization", $"Bearer {token}"))).OrderId;

    private JsonObject Order()
    {
        var order = ShopClient.Order();
        order["customerId"] = marker;
        return order;
    }

    private async Task<string> DumpAsync() => string.Join('\n', await Task.WhenAll(Databases.Select(Shop.DumpAsync)));

    /// <summary>Waits until all that was done has been told: spans and logs of the failed order, and metrics of every service.</summary>
    private async Task FlushAsync(string failed, ConcurrentQueue<byte[]> exports)
    {
        Assert.True(
            await Shop.Telemetry.WaitAsync(
                () => Shop.Telemetry.Logs().Any(log => log is { Service: "payment" } && log.Attributes.Values.Contains(failed))
                    && Shop.Logs()["payment.log"].Contains(failed, StringComparison.Ordinal)
                    && Shop.Telemetry.Spans().Any(span => span.Name == "process payments" && span["messaging.kafka.message.key"] == failed),
                Timeout),
            "The failed order was not told of.");
        var before = Shop.Telemetry.Metrics().Count;
        string[] services = ["gateway", "identity", "catalog", "order", "payment", "card-provider"];
        Assert.True(
            await Shop.Telemetry.WaitAsync(
                () => !services.Except(Shop.Telemetry.Metrics().Skip(before).Select(metric => metric.Service)).Any(), Timeout),
            "Not every service sent its metrics.");
        Assert.NotEmpty(exports);
    }

    private static IEnumerable<string> Texts(Message<byte[]?, byte[]?> message) =>
        message.Headers.Select(header => $"{header.Key}: {Encoding.Latin1.GetString(header.GetValueBytes() ?? [])}")
            .Append(Encoding.Latin1.GetString(message.Key ?? []))
            .Append(Encoding.Latin1.GetString(message.Value ?? []));

    private static void AssertClear(string place, IEnumerable<string> texts, string known, IReadOnlyList<string> secrets)
    {
        var all = texts.ToArray();
        Assert.True(all.Any(text => text.Contains(known, StringComparison.Ordinal)), $"The search of {place} does not even find {known}.");
        foreach (var secret in secrets)
        {
            // PostgreSQL shows bytes in hex.
            foreach (var form in new[] { secret, Convert.ToHexStringLower(Encoding.UTF8.GetBytes(secret)) })
            {
                var found = all.FirstOrDefault(text => text.Contains(form, StringComparison.Ordinal));
                var at = found?.IndexOf(form, StringComparison.Ordinal) ?? 0;
                Assert.True(found is null, $"{place}: '{secret}' is in clear: …{found?[Math.Max(0, at - 200)..Math.Min(found.Length, at + 50)]}…");
            }
        }
    }
}
