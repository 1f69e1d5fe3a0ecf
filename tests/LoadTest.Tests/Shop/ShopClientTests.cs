using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using TracingReference.LoadTest.Scenarios;
using TracingReference.LoadTest.Shop;

namespace TracingReference.LoadTest.Tests.Shop;

/// <summary>What the client asks, and what it makes of an answer, against a gateway made up here.</summary>
public sealed class ShopClientTests : IAsyncLifetime
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private readonly List<string> asked = [];
    private WebApplication gateway = null!;
    private ShopClient shop = null!;
    private int status = 200;
    private string body = "{}";

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        gateway = builder.Build();
        gateway.Run(context =>
        {
            lock (asked)
            {
                asked.Add($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString} {context.Request.Headers["x-fault"]} {context.Request.Headers.Authorization}".Trim());
            }

            Assert.False(context.Request.Headers.ContainsKey("traceparent"));
            context.Response.StatusCode = status;
            context.Response.Headers["traceresponse"] = $"00-{Trace}-b7ad6b7169203331-01";
            return context.Response.WriteAsync(body);
        });
        await gateway.StartAsync();
        shop = new ShopClient(new Uri(gateway.Urls.First()));
    }

    public async Task DisposeAsync()
    {
        shop.Dispose();
        await gateway.DisposeAsync();
    }

    [Fact]
    public async Task An_answer_names_its_trace()
    {
        var call = await shop.ListProductsAsync(0, CancellationToken.None);

        Assert.Equal(new Call("GET /catalog/products", 200, 200, new(Trace, "b7ad6b7169203331", IsSampled: true), Bytes: 2), call);
        Assert.True(call.IsOk);
        Assert.Equal(["GET /catalog/products?page=1&pageSize=20"], asked);
    }

    [Fact]
    public async Task Who_has_signed_in_orders_with_the_token()
    {
        body = """{"token": "abc", "orderId": "o-1"}""";
        Assert.True((await shop.SignInAsync(CancellationToken.None)).IsOk);
        status = 202;

        var call = await shop.PlaceOrderAsync("payment=decline", 202, CancellationToken.None);

        Assert.Equal("o-1", call.OrderId);
        Assert.Equal(["POST /login", "POST /orders payment=decline Bearer abc"], asked);
    }

    [Fact]
    public async Task A_status_is_right_or_wrong_by_what_was_expected()
    {
        status = 503;

        Assert.False((await shop.PlaceOrderAsync(null, 202, CancellationToken.None)).IsOk);
        Assert.True((await shop.PlaceOrderAsync("catalog=error", 503, CancellationToken.None)).IsOk);
    }

    [Fact]
    public async Task Who_does_not_answer_is_an_answer_too()
    {
        await gateway.StopAsync();

        var call = await shop.GetProductAsync(1, CancellationToken.None);

        Assert.Equal((0, false), (call.Status, call.IsOk));
        Assert.NotEmpty(call.Error!);
        Assert.Null(call.Trace);
    }

    [Fact]
    public async Task The_number_alone_decides_what_is_asked()
    {
        body = """{"orderId": "o-1"}""";
        await ShopScenarios.Mixed.Next(shop, 5, CancellationToken.None);
        foreach (var number in Enumerable.Range(0, 100))
        {
            await ShopScenarios.Mixed.Next(shop, number, CancellationToken.None);
        }

        var first = asked[1..].ToArray();
        asked.Clear();
        foreach (var number in Enumerable.Range(0, 100))
        {
            await ShopScenarios.Mixed.Next(shop, number, CancellationToken.None);
        }

        Assert.Equal(first.Select(Kind), asked.Select(Kind));
        Assert.Equal(55, asked.Count(line => line.Contains("?page=", StringComparison.Ordinal)));
        Assert.Equal(25, asked.Count(line => line.StartsWith("GET /catalog/products/p-", StringComparison.Ordinal)));

        // A look at an order is one more order while there is none to look at.
        static string Kind(string line) => line.StartsWith("GET /orders", StringComparison.Ordinal) ? "POST /orders" : line;
    }

    [Fact]
    public async Task An_interruption_is_no_answer() =>
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => shop.ListProductsAsync(0, new CancellationToken(canceled: true)));
}
