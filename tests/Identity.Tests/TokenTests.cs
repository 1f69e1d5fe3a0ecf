using System.Diagnostics;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using TracingReference.Defaults;
using TracingReference.Defaults.Tokens;
using TracingReference.Identity.Login;
using TracingReference.Tests.Support;

namespace TracingReference.Identity.Tests;

/// <summary>Tokens as identity issues them, before the check that gateway and order make.</summary>
public sealed class TokenTests : IAsyncLifetime
{
    private static readonly Guid User = Guid.Parse("6f1d5b0a-8f7e-4d19-9a60-1b2c3d4e5f60");
    private readonly byte[] key = RandomNumberGenerator.GetBytes(64); // long enough for other algorithms, too
    private readonly ManualTime clock = new();
    private WebApplication? app;

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.Logging.ClearProviders();
        builder.Configuration["Tokens:Key"] = Convert.ToBase64String(key);
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.AddServiceDefaults("checker");
        builder.WebHost.UseTestServer();
        app = builder.Build();
        app.UseServiceDefaults();
        app.UseTokenCheck();
        app.MapGet("/orders", (HttpContext context) => Span(context)?.GetTagItem("user.id") as string ?? "guest");
        await app.StartAsync();
    }

    public async Task DisposeAsync() => await app!.DisposeAsync();

    [Theory]
    [InlineData("Bearer")]
    [InlineData("bearer")]
    public async Task An_issued_token_is_accepted_and_names_its_person_on_the_span(string scheme) =>
        Assert.Equal((HttpStatusCode.OK, $"{User}"), await AskAsync($"{scheme} {Issuer().Issue(User)}"));

    [Fact]
    public async Task Without_a_token_a_guest_passes() => Assert.Equal((HttpStatusCode.OK, "guest"), await AskAsync(null));

    [Theory]
    [InlineData(3599, HttpStatusCode.OK)]
    [InlineData(3600, HttpStatusCode.Unauthorized)]
    [InlineData(86400, HttpStatusCode.Unauthorized)]
    public async Task A_token_lives_for_an_hour_and_no_longer(int seconds, HttpStatusCode status)
    {
        var token = Issuer().Issue(User);
        clock.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Equal(status, (await AskAsync($"Bearer {token}")).Status);
    }

    [Theory]
    [InlineData(29, HttpStatusCode.OK)]
    [InlineData(30, HttpStatusCode.Unauthorized)]
    public async Task Its_lifetime_can_be_set(int seconds, HttpStatusCode status)
    {
        var token = Issuer(("Identity:TokenLifetime", "00:00:30")).Issue(User);
        clock.Advance(TimeSpan.FromSeconds(seconds));
        Assert.Equal(status, (await AskAsync($"Bearer {token}")).Status);
    }

    [Fact]
    public void It_says_nothing_but_an_opaque_id_and_its_times()
    {
        var payload = JsonDocument.Parse(Base64UrlEncoder.DecodeBytes(Issuer().Issue(User).Split('.')[1])).RootElement;
        Assert.Equal(["aud", "exp", "iat", "iss", "sub"], payload.EnumerateObject().Select(claim => claim.Name).Order());
        Assert.Equal($"{User}", payload.GetProperty("sub").GetString());
    }

    [Fact]
    public async Task Another_key_is_refused() =>
        await AssertRefusedAsync(Make(signedWith: RandomNumberGenerator.GetBytes(32)));

    [Fact]
    public async Task Another_issuer_is_refused() => await AssertRefusedAsync(Make(issuer: "someone-else"));

    [Fact]
    public async Task Another_audience_is_refused() => await AssertRefusedAsync(Make(audience: "someone-else"));

    [Fact]
    public async Task Another_algorithm_is_refused_even_with_the_right_key() =>
        await AssertRefusedAsync(Make(algorithm: SecurityAlgorithms.HmacSha384, signedWith: key));

    [Fact]
    public async Task A_token_without_an_end_is_refused() => await AssertRefusedAsync(Make(expires: false));

    [Fact]
    public async Task A_token_without_a_person_is_refused() => await AssertRefusedAsync(Make(claim: "name"));

    [Fact]
    public async Task No_algorithm_is_refused()
    {
        var payload = Issuer().Issue(User).Split('.')[1];
        await AssertRefusedAsync($"{Encode("{\"alg\":\"none\",\"typ\":\"JWT\"}")}.{payload}.");
    }

    [Fact]
    public async Task Any_change_is_refused()
    {
        var parts = Issuer().Issue(User).Split('.');
        var other = Base64UrlEncoder.Decode(parts[1]).Replace($"{User}", $"{Guid.NewGuid()}", StringComparison.Ordinal);
        await AssertRefusedAsync($"{parts[0]}.{Encode(other)}.{parts[2]}");
        await AssertRefusedAsync($"{parts[0]}.{parts[1]}.{(parts[2][0] == 'A' ? 'B' : 'A')}{parts[2][1..]}");
        await AssertRefusedAsync($"{parts[0]}.{parts[1]}.");
        await AssertRefusedAsync($"{parts[0]}.{parts[1]}");
    }

    [Fact]
    public async Task What_the_check_refuses_in_a_made_token_is_only_what_the_test_made_wrong() =>
        Assert.Equal((HttpStatusCode.OK, $"{User}"), await AskAsync($"Bearer {Make()}"));

    [Fact]
    public async Task A_valid_token_in_another_scheme_is_refused() =>
        Assert.Equal(HttpStatusCode.Unauthorized, (await AskAsync($"Basic {Issuer().Issue(User)}")).Status);

    [Fact]
    public async Task Probes_are_not_asked_for_tokens()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/health/live");
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer nonsense");
        using var response = await app!.GetTestClient().SendAsync(request);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("not base64 at all")]
    [InlineData("c2hvcnQ=")]
    public void A_key_that_is_none_is_refused_without_being_repeated(string? text)
    {
        var error = Assert.Throws<InvalidOperationException>(() => new TokenIssuer(Configuration(("Tokens:Key", text)), clock));
        Assert.Equal("Tokens__Key must be at least 32 random bytes in base64.", error.Message);
    }

    private TokenIssuer Issuer(params (string, string?)[] settings) =>
        new(Configuration([("Tokens:Key", Convert.ToBase64String(key)), .. settings]), clock);

    /// <summary>A token as identity would issue it, but for one thing.</summary>
    private string Make(
        string issuer = TokenKey.Issuer,
        string audience = TokenKey.Issuer,
        string claim = "sub",
        string algorithm = SecurityAlgorithms.HmacSha256,
        byte[]? signedWith = null,
        bool expires = true) =>
        new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(new SecurityTokenDescriptor
        {
            Issuer = issuer,
            Audience = audience,
            Claims = new Dictionary<string, object> { [claim] = $"{User}" },
            Expires = expires ? clock.GetUtcNow().UtcDateTime.AddMinutes(5) : null,
            SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(signedWith ?? key), algorithm),
        });

    private async Task AssertRefusedAsync(string token)
    {
        var (status, body) = await AskAsync($"Bearer {token}");
        Assert.Equal(HttpStatusCode.Unauthorized, status);
        Assert.DoesNotContain(token, body, StringComparison.Ordinal);
    }

    private async Task<(HttpStatusCode Status, string Body)> AskAsync(string? authorization)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/orders");
        if (authorization is not null)
        {
            Assert.True(request.Headers.TryAddWithoutValidation("Authorization", authorization));
        }

        using var response = await app!.GetTestClient().SendAsync(request);
        Assert.Equal(response.StatusCode == HttpStatusCode.Unauthorized, response.Headers.WwwAuthenticate.Count == 1);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private static Activity? Span(HttpContext context) => context.Features.Get<IHttpActivityFeature>()?.Activity;

    private static string Encode(string json) => Base64UrlEncoder.Encode(Encoding.UTF8.GetBytes(json));

    private static IConfiguration Configuration(params (string Key, string? Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.ToDictionary(setting => setting.Key, setting => setting.Value)).Build();
}
