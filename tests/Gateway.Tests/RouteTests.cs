using System.Net;
using System.Text;

namespace TracingReference.Gateway.Tests;

/// <summary>The API's paths lead where the design says, and nothing else leads anywhere.</summary>
public sealed class RouteTests : GatewayTest
{
    [Theory]
    [InlineData("GET", "/catalog/products?query=lamp&page=2", "catalog", "/products?query=lamp&page=2")]
    [InlineData("GET", "/catalog/products/p-0001", "catalog", "/products/p-0001")]
    [InlineData("POST", "/login", "identity", "/login")]
    [InlineData("POST", "/orders", "order", "/orders")]
    [InlineData("GET", "/orders/0af7651916cd43dd8448eb211c80319c", "order", "/orders/0af7651916cd43dd8448eb211c80319c")]
    public async Task A_path_of_the_api_reaches_its_service(string method, string path, string service, string target)
    {
        Start();
        using var content = method == "POST" ? new StringContent("{\"a\":1}", Encoding.UTF8, "application/json") : null;
        using var response = await Gateway.SendAsync(new HttpMethod(method), path, content, ("Idempotency-Key", "key-1"));
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);

        var arrival = Assert.Single(Upstream.Arrivals);
        Assert.Equal((service, method, target), (arrival.Service, arrival.Method, arrival.Path));
        Assert.Equal(method == "POST" ? "{\"a\":1}" : "", Encoding.UTF8.GetString(arrival.Body));
        Assert.Equal("key-1", arrival.Headers["Idempotency-Key"]);
    }

    [Theory]
    [InlineData("POST", "/catalog/products", 405)]
    [InlineData("GET", "/login", 405)]
    [InlineData("DELETE", "/orders/1", 405)]
    [InlineData("GET", "/", 404)]
    [InlineData("GET", "/products", 404)]
    [InlineData("GET", "/orders/1/items", 404)]
    [InlineData("POST", "/reservations", 404)]
    [InlineData("DELETE", "/reservations/1", 404)]
    [InlineData("POST", "/charges", 404)]
    [InlineData("GET", "/catalog/products/../../reservations", 404)]
    [InlineData("GET", "/orders/%2e%2e", 404)]
    public async Task Anything_else_is_refused_at_the_door(string method, string path, int status)
    {
        Start();
        using var response = await Gateway.SendAsync(new HttpMethod(method), path);
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Empty(Upstream.Arrivals);
    }

    [Fact]
    public async Task The_gateway_is_ready_only_when_every_service_is()
    {
        Start();
        foreach (var service in Upstream.Services)
        {
            Upstream.Unready = service;
            Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync("/health/ready"));
            Assert.Equal(HttpStatusCode.OK, await StatusAsync("/health/live"));
        }

        Upstream.Unready = null;
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/health/ready"));

        async Task<HttpStatusCode> StatusAsync(string path)
        {
            using var response = await Gateway.SendAsync(HttpMethod.Get, path);
            Assert.False(response.Headers.Contains("traceresponse"));
            return response.StatusCode;
        }
    }

    [Fact]
    public async Task A_service_that_is_away_is_502_as_a_problem()
    {
        Start();
        await Upstream.DisposeAsync();
        using var response = await Gateway.SendAsync(HttpMethod.Get, "/orders/1");
        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Single(response.Headers.GetValues("traceresponse"));
    }
}
