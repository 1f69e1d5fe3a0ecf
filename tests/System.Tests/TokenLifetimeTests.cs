using System.Net;
using TracingReference.SystemTests.Shop;

namespace TracingReference.SystemTests;

/// <summary>A token that was good is refused when its time is over.</summary>
public sealed class TokenLifetimeTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task An_expired_token_is_401()
    {
        await using var shop = await ShopSystem.StartAsync(("Identity__TokenLifetime", "00:00:04"));
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync(await shop.Client.LogInAsync())); // warms up, so that the next one is quick

        var token = await shop.Client.LogInAsync();
        Assert.Equal(HttpStatusCode.NotFound, await AskAsync(token));
        using var giveUp = new CancellationTokenSource(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(200)); // time itself has no other event
        while (await AskAsync(token) == HttpStatusCode.NotFound)
        {
            await timer.WaitForNextTickAsync(giveUp.Token);
        }

        Assert.Equal(HttpStatusCode.Unauthorized, await AskAsync(token));

        async Task<HttpStatusCode> AskAsync(string bearer)
        {
            using var response = await shop.Client.SendAsync(HttpMethod.Get, "/orders/nope", null, ("Authorization", $"Bearer {bearer}"));
            return response.StatusCode;
        }
    }
}
