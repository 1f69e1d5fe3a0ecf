using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TracingReference.SystemTests.Shop;

/// <summary>Speaks to the shop as its clients do.</summary>
public sealed class ShopClient(HttpClient http) : IDisposable
{
    private static readonly TimeSpan SettleTimeout = TimeSpan.FromSeconds(60);

    /// <summary>The card that tests pay with; nothing may ever say its number.</summary>
    public const string CardNumber = "4242424242424242";

    /// <summary>The password of the one person in every system.</summary>
    public const string Password = "correct-horse";

    /// <summary>A valid order of one piece of the first product.</summary>
    public static JsonObject Order(string productId = "p-0001", int quantity = 1) => new()
    {
        ["customerId"] = "customer-1",
        ["items"] = new JsonArray(new JsonObject { ["productId"] = productId, ["quantity"] = quantity }),
        ["card"] = new JsonObject { ["number"] = CardNumber, ["holder"] = "Ada Lovelace" },
    };

    /// <summary>Signs the one person in that every system has.</summary>
    /// <returns>The token.</returns>
    public async Task<string> LogInAsync()
    {
        using var response = await LogInAsync("demo@example.com", Password);
        return (await response.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
    }

    /// <summary>Tries to sign in; the caller disposes the answer.</summary>
    public Task<HttpResponseMessage> LogInAsync(string email, string password) => SendAsync(
        HttpMethod.Post, "/login", JsonContent.Create(new JsonObject { ["email"] = email, ["password"] = password }));

    /// <summary>Sends any request; the caller disposes the answer.</summary>
    public async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return await http.SendAsync(request);
    }

    /// <summary>Places an order, which must be accepted.</summary>
    public async Task<(string OrderId, string TraceId)> PlaceAsync(JsonObject? order = null, params (string Name, string Value)[] headers)
    {
        using var response = await SendAsync(HttpMethod.Post, "/orders", JsonContent.Create(order ?? Order()), headers);
        var body = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode == 202, $"POST /orders answered {(int)response.StatusCode}: {body}");
        var answer = JsonNode.Parse(body)!;
        return ((string)answer["orderId"]!, (string)answer["traceId"]!);
    }

    /// <summary>Places an order as a patient client does: with a key, again and again until it is accepted.</summary>
    public async Task<(string OrderId, string TraceId)> PlaceUntilAcceptedAsync(string key, JsonObject order, TimeSpan patience)
    {
        using var giveUp = new CancellationTokenSource(patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200)); // a client's backoff
        while (true)
        {
            try
            {
                using var response = await SendAsync(HttpMethod.Post, "/orders", JsonContent.Create(order), ("Idempotency-Key", key));
                var body = await response.Content.ReadAsStringAsync(giveUp.Token);
                if ((int)response.StatusCode == 202)
                {
                    var answer = JsonNode.Parse(body)!;
                    return ((string)answer["orderId"]!, (string)answer["traceId"]!);
                }

                Assert.True((int)response.StatusCode is >= 500 or 409, $"POST /orders answered {(int)response.StatusCode}: {body}");
            }
            catch (HttpRequestException)
            {
                // The connection broke; the key makes the repetition safe.
            }

            await timer.WaitForNextTickAsync(giveUp.Token);
        }
    }

    /// <summary>Waits until an order is no longer pending.</summary>
    /// <returns>Its final status.</returns>
    /// <exception cref="TimeoutException">It still is; the message has the last answer.</exception>
    public async Task<string> SettledAsync(string orderId, TimeSpan? timeout = null)
    {
        var patience = timeout ?? SettleTimeout;
        var started = Stopwatch.GetTimestamp();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50)); // HTTP has no event for it
        while (true)
        {
            // Asked as an unsampled caller, so that the waiting does not fill the telemetry under test.
            using var response = await SendAsync(
                HttpMethod.Get, $"/orders/{orderId}", null, ("traceparent", "00-00000000000000000000000000000001-0000000000000001-00"));
            var answer = await response.Content.ReadAsStringAsync();
            if (response.IsSuccessStatusCode && (string)JsonNode.Parse(answer)!["status"]! is var status and not "pending")
            {
                return status;
            }

            if (Stopwatch.GetElapsedTime(started) > patience)
            {
                throw new TimeoutException($"Order {orderId} is not settled after {patience.TotalSeconds} s: {(int)response.StatusCode} {answer}");
            }

            await timer.WaitForNextTickAsync();
        }
    }

    public void Dispose() => http.Dispose();
}
