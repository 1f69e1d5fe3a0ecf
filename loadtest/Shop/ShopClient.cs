using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace TracingReference.LoadTest.Shop;

/// <summary>Speaks to the gateway as the shop's clients do. Unless told otherwise it sends no trace context: every request begins a trace of its own.</summary>
public sealed class ShopClient : IDisposable
{
    public const string ListProducts = "GET /catalog/products";
    public const string GetProduct = "GET /catalog/products/{id}";
    public const string PlaceOrder = "POST /orders";
    public const string GetOrder = "GET /orders/{id}";
    public const string LogIn = "POST /login";

    // What every system is seeded with; the card is the test number of card schemes.
    private const string Email = "demo@example.com";
    private const string Password = "correct-horse";
    private const string CardNumber = "4242424242424242";
    private const string EndlessProduct = "p-0001";
    private const int Products = 500;
    private const int PageSize = 20;
    private const int OrdersRemembered = 1024;

    // A system that hangs must not take all of this process's file descriptors; who waits for a connection waits since due.
    private const int MaxConnections = 512;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly HttpClient http;
    private readonly ConcurrentQueue<string> orders = new();
    private readonly CallerTrace caller;
    private AuthenticationHeaderValue? token;

    /// <param name="gateway">Its base address.</param>
    /// <param name="caller">Whose trace requests belong to; by default each begins its own.</param>
    public ShopClient(Uri gateway, CallerTrace caller = CallerTrace.None)
    {
        this.caller = caller;
        var handler = new SocketsHttpHandler
        {
            ActivityHeadersPropagator = null,
            ConnectTimeout = TimeSpan.FromSeconds(5),
            MaxConnectionsPerServer = MaxConnections,
            UseCookies = false,
        };
        http = new HttpClient(handler) { BaseAddress = gateway, Timeout = Patience };
    }

    /// <summary>Signs in once; orders placed from then on carry the token.</summary>
    public async Task<Call> SignInAsync(CancellationToken cancellationToken)
    {
        var (call, body) = await SendAsync(LogIn, HttpMethod.Post, "/login", 200, Credentials(Password), null, cancellationToken).ConfigureAwait(false);
        if (call.IsOk)
        {
            token = new AuthenticationHeaderValue("Bearer", (string?)body!["token"]);
        }

        return call;
    }

    /// <summary>Signs in, or tries to with a wrong password.</summary>
    public async Task<Call> LogInAsync(bool isRight, CancellationToken cancellationToken) =>
        (await SendAsync(LogIn, HttpMethod.Post, "/login", isRight ? 200 : 401, Credentials(isRight ? Password : "wrong"), null, cancellationToken).ConfigureAwait(false)).Call;

    /// <summary>One page of the catalog.</summary>
    /// <param name="number">Any number; it chooses the page.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Call> ListProductsAsync(long number, CancellationToken cancellationToken) =>
        (await SendAsync(ListProducts, HttpMethod.Get, $"/catalog/products?page={1 + (number % (Products / PageSize))}&pageSize={PageSize}", 200, null, null, cancellationToken).ConfigureAwait(false)).Call;

    /// <summary>One product.</summary>
    /// <param name="number">Any number; it chooses the product.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Call> GetProductAsync(long number, CancellationToken cancellationToken) =>
        (await SendAsync(GetProduct, HttpMethod.Get, $"/catalog/products/p-{1 + (number % Products):d4}", 200, null, null, cancellationToken).ConfigureAwait(false)).Call;

    /// <summary>Places an order of one piece.</summary>
    /// <param name="fault">What <c>x-fault</c> asks for; null for nothing.</param>
    /// <param name="expected">The status that this fault leads to.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public async Task<Call> PlaceOrderAsync(string? fault, int expected, CancellationToken cancellationToken)
    {
        var order = new JsonObject
        {
            ["customerId"] = "load-test",
            ["items"] = new JsonArray(new JsonObject { ["productId"] = EndlessProduct, ["quantity"] = 1 }),
            ["card"] = new JsonObject { ["number"] = CardNumber, ["holder"] = "Ada Lovelace" },
        };
        var (call, body) = await SendAsync(PlaceOrder, HttpMethod.Post, "/orders", expected, order, fault, cancellationToken).ConfigureAwait(false);
        if (call.Status != 202)
        {
            return call;
        }

        var id = (string)body!["orderId"]!;
        orders.Enqueue(id);
        if (orders.Count > OrdersRemembered)
        {
            _ = orders.TryDequeue(out _);
        }

        return call with { OrderId = id };
    }

    /// <summary>The oldest order that is still remembered; where there is none, an order is placed.</summary>
    public async Task<Call> GetOrderAsync(CancellationToken cancellationToken) => orders.TryPeek(out var id)
        ? (await ReadOrderAsync(id, cancellationToken).ConfigureAwait(false)).Call
        : await PlaceOrderAsync(null, 202, cancellationToken).ConfigureAwait(false);

    /// <summary>One order's status: pending, paid, rejected or failed; null where there was no answer.</summary>
    public async Task<(Call Call, string? Status)> ReadOrderAsync(string id, CancellationToken cancellationToken)
    {
        var (call, body) = await SendAsync(GetOrder, HttpMethod.Get, $"/orders/{id}", 200, null, null, cancellationToken).ConfigureAwait(false);
        return (call, (string?)body?["status"]);
    }

    public void Dispose() => http.Dispose();

    private static JsonObject Credentials(string password) => new() { ["email"] = Email, ["password"] = password };

    private async Task<(Call Call, JsonNode? Body)> SendAsync(
        string route, HttpMethod method, string path, int expected, JsonObject? content, string? fault, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path);
        if (content is not null)
        {
            request.Content = JsonContent.Create(content);
            request.Headers.Authorization = token;
        }

        if (fault is not null)
        {
            request.Headers.Add("x-fault", fault);
        }

        if (caller != CallerTrace.None)
        {
            request.Headers.Add("traceparent", $"00-{ActivityTraceId.CreateRandom()}-{ActivitySpanId.CreateRandom()}-{(caller == CallerTrace.Sampled ? "01" : "00")}");
        }

        try
        {
            using var response = await http.SendAsync(request, cancellationToken).ConfigureAwait(false);
            var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            var trace = TraceResponse.Parse(response.Headers.TryGetValues("traceresponse", out var values) ? values.First() : null);
            return (new Call(route, (int)response.StatusCode, expected, trace, Bytes: bytes.Length), response.IsSuccessStatusCode ? JsonNode.Parse(bytes) : null);
        }
        catch (Exception e) when (e is HttpRequestException or JsonException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return (new Call(route, 0, expected, null, Error: e.Message), null);
        }
    }
}
