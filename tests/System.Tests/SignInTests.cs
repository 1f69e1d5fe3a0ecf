using System.Net;
using TracingReference.LoadTest.Otlp;
using TracingReference.SystemTests.Shop;

namespace TracingReference.SystemTests;

/// <summary>Signing in, what its trace says, and whom an order's trace names.</summary>
[Collection(ShopCollection.Name)]
public sealed class SignInTests(ShopFixture fixture)
{
    private static readonly TimeSpan TraceTimeout = TimeSpan.FromSeconds(15);

    private ShopSystem Shop => fixture.System;

    [Fact]
    public async Task An_order_with_a_token_names_its_person_by_an_opaque_id_on_both_server_spans()
    {
        var token = await Shop.Client.LogInAsync();
        var (_, traceId) = await Shop.Client.PlaceAsync(null, ("Authorization", $"Bearer {token}"));
        var (_, guestTraceId) = await Shop.Client.PlaceAsync();
        Assert.True(await Shop.Telemetry.WaitAsync(() => Servers(traceId).Count == 2 && Servers(guestTraceId).Count == 2, TraceTimeout));

        var users = Servers(traceId).Select(span => span["user.id"]).ToArray();
        Assert.True(Guid.TryParse(users[0], out _), $"user.id is '{users[0]}'.");
        Assert.Equal(users[0], users[1]);
        Assert.All(Servers(guestTraceId), span => Assert.Null(span["user.id"]));
    }

    [Theory]
    [InlineData("demo@example.com", ShopClient.Password, HttpStatusCode.OK, "success")]
    [InlineData("DEMO@Example.com", ShopClient.Password, HttpStatusCode.OK, "success")]
    [InlineData("demo@example.com", "wrong", HttpStatusCode.Unauthorized, "failure")]
    [InlineData("nobody@example.com", ShopClient.Password, HttpStatusCode.Unauthorized, "failure")]
    public async Task A_sign_in_is_a_trace_of_its_own_and_always_hashes(string email, string password, HttpStatusCode status, string outcome)
    {
        using var response = await Shop.Client.LogInAsync(email, password);
        Assert.Equal(status, response.StatusCode);
        var traceId = response.Headers.GetValues("traceresponse").Single().Split('-')[1];
        Assert.True(await Shop.Telemetry.WaitAsync(() => Spans().Any(span => span is { Service: "gateway", Scope: "Microsoft.AspNetCore" }), TraceTimeout));
        Assert.True(await Shop.Telemetry.WaitAsync(() => Spans().Any(span => span is { Service: "identity", Kind: SpanKind.Server }), TraceTimeout));

        var server = Spans().Single(span => span is { Service: "identity", Kind: SpanKind.Server });
        var login = Spans().Single(span => span.Name == "login");
        var hash = Spans().Single(span => span.Name == "hash password");
        Assert.Equal((server.SpanId, login.SpanId), (login.ParentSpanId, hash.ParentSpanId));
        Assert.Contains(Spans(), span => span.Scope == "Npgsql" && span.ParentSpanId == login.SpanId);
        Assert.Equal(("password", outcome), (login["auth.method"], login["auth.outcome"]));
        Assert.Equal("pbkdf2-sha256", hash["password.algorithm"]);
        Assert.True(long.Parse(hash["password.iterations"]!, System.Globalization.CultureInfo.InvariantCulture) >= 100_000);

        var failed = outcome == "failure";
        Assert.Equal((failed ? StatusCode.Error : StatusCode.Unset, failed ? "invalid_credentials" : null), (login.Status, login["error.type"]));
        Assert.Equal(failed ? ["exception"] : [], login.Events.Select(each => each.Name));
        Assert.Equal(StatusCode.Unset, server.Status);

        IReadOnlyList<ReceivedSpan> Spans() => Shop.Telemetry.Trace(traceId);
    }

    private IReadOnlyList<ReceivedSpan> Servers(string traceId) => Shop.Telemetry.Trace(traceId)
        .Where(span => span is { Scope: "Microsoft.AspNetCore", Kind: SpanKind.Server, Service: "gateway" or "order" }).ToArray();
}
