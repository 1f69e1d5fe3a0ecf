using System.Net;
using System.Text;
using TracingReference.Order.Grains;
using TracingReference.Order.Stock;

namespace TracingReference.Order.Tests;

/// <summary>What the catalog says is understood; what it may not say is an error of one kind, after which stock is given back.</summary>
public sealed class CatalogClientTests
{
    private const string Reserved = """{"orderId":"o-1","items":[{"productId":"a","quantity":3,"priceCents":250},{"productId":"b","quantity":2,"priceCents":1000}]}""";

    [Fact]
    public async Task A_reservation_has_the_catalogs_prices_and_adds_up()
    {
        using var catalog = new Catalog(HttpStatusCode.OK, Reserved);
        var answer = Assert.IsType<StockAnswer.Reserved>(await catalog.ReserveAsync());
        Assert.Equal([new OrderItem("a", 3, 250), new OrderItem("b", 2, 1000)], answer.Items);
        Assert.Equal(2750, answer.TotalCents);
        Assert.Equal(
            ("POST http://catalog/reservations", """{"orderId":"o-1","items":[{"productId":"a","quantity":3},{"productId":"b","quantity":2}]}"""),
            (catalog.Asked, catalog.Body));
    }

    [Theory]
    [InlineData(HttpStatusCode.Conflict, "{\"detail\":\"There is not enough of product 'a'.\"}", "There is not enough of product 'a'.")]
    [InlineData(HttpStatusCode.UnprocessableEntity, "{\"detail\":\"There is no product 'a'.\"}", "There is no product 'a'.")]
    [InlineData(HttpStatusCode.Conflict, "{}", "The catalog refused the order.")]
    public async Task A_refusal_is_passed_on(HttpStatusCode status, string body, string detail)
    {
        using var catalog = new Catalog(status, body);
        Assert.Equal(new StockAnswer.Refused((int)status, detail), await catalog.ReserveAsync());
    }

    [Fact]
    public async Task An_order_that_gave_its_stock_back_is_told_so()
    {
        using var catalog = new Catalog(HttpStatusCode.Gone, "{}");
        Assert.IsType<StockAnswer.Released>(await catalog.ReserveAsync());
    }

    [Theory]
    [InlineData(HttpStatusCode.BadRequest, "{}")]
    [InlineData(HttpStatusCode.NotFound, "{}")]
    [InlineData(HttpStatusCode.ServiceUnavailable, "{}")]
    [InlineData(HttpStatusCode.OK, "null")]
    [InlineData(HttpStatusCode.OK, "{}")]
    [InlineData(HttpStatusCode.OK, "<html>")]
    [InlineData(HttpStatusCode.OK, """{"items":[{"productId":"a","quantity":3,"priceCents":9223372036854775807}]}""")]
    [InlineData(HttpStatusCode.OK, """{"items":[{"productId":"a","quantity":1,"priceCents":9223372036854775807},{"productId":"b","quantity":1,"priceCents":1}]}""")]
    public async Task Anything_else_is_a_failure_of_the_catalog(HttpStatusCode status, string body)
    {
        using var catalog = new Catalog(status, body);
        await Assert.ThrowsAsync<HttpRequestException>(catalog.ReserveAsync);
    }

    [Fact]
    public async Task A_release_succeeds_or_throws()
    {
        using var released = new Catalog(HttpStatusCode.NoContent, "");
        await released.ReleaseAsync();
        Assert.Equal("DELETE http://catalog/reservations/o-1", released.Asked);

        using var away = new Catalog(HttpStatusCode.ServiceUnavailable, "{}");
        await Assert.ThrowsAsync<HttpRequestException>(away.ReleaseAsync);
    }

    /// <summary>A catalog that gives one answer.</summary>
    private sealed class Catalog(HttpStatusCode status, string answer) : HttpMessageHandler
    {
        public string? Asked { get; private set; }

        public string? Body { get; private set; }

        public Task<StockAnswer> ReserveAsync() => Client().ReserveAsync("o-1", [new("a", 3), new("b", 2)], CancellationToken.None);

        public Task ReleaseAsync() => Client().ReleaseAsync("o-1", CancellationToken.None);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked = $"{request.Method} {request.RequestUri}";
            Body = request.Content is null ? null : await request.Content.ReadAsStringAsync(cancellationToken);
            return new HttpResponseMessage(status) { Content = new StringContent(answer, Encoding.UTF8, "application/json") };
        }

        private CatalogClient Client() => new(new HttpClient(this, disposeHandler: false) { BaseAddress = new Uri("http://catalog") });
    }
}
