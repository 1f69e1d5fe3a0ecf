using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using TracingReference.Tests.Support;

namespace TracingReference.CardProvider.Tests;

/// <summary>One key is charged once, and faults are as real as what they stand for.</summary>
public sealed class ChargeTests : IDisposable
{
    private readonly StepClock clock = new();
    private ServiceUnderTest? provider;

    public static TheoryData<string, string, int> Bodies => new()
    {
        { "the least", Body(1, new string('4', 12), "A"), 200 },
        { "the longest number", Body(1, new string('4', 19), "A"), 200 },
        { "nothing to charge", Body(0), 400 },
        { "a negative amount", Body(-1), 400 },
        { "a short number", Body(1, new string('4', 11)), 400 },
        { "a long number", Body(1, new string('4', 20)), 400 },
        { "no number", Body(1, null), 400 },
        { "no holder", Body(1, holder: null), 400 },
        { "an empty holder", Body(1, holder: ""), 400 },
        { "no card", "{\"amountCents\":1}", 400 },
        { "an amount in quotes", "{\"amountCents\":\"1\",\"card\":{\"number\":\"4242424242424242\",\"holder\":\"Ada\"}}", 400 },
    };

    [Theory]
    [MemberData(nameof(Bodies))]
    public async Task Only_a_card_and_an_amount_can_be_charged(string what, string body, int status)
    {
        Start();
        using var response = await SendAsync("key", body);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True((int)response.StatusCode == status, $"{what} got {(int)response.StatusCode}: {text}");
        Assert.DoesNotContain("4444", text, StringComparison.Ordinal);
        Assert.DoesNotContain("4242", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_charge_without_a_key_is_refused()
    {
        Start();
        using var response = await SendAsync(null, Body(1));
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task A_key_is_charged_once_however_often_and_at_once_it_is_sent()
    {
        Start();
        var charges = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => ChargeAsync("one")));
        Assert.Equal("captured", Assert.Single(charges.Distinct()).Status);
        Assert.NotEqual(charges[0].ChargeId, (await ChargeAsync("other")).ChargeId);
    }

    [Fact]
    public async Task What_was_declined_stays_declined_and_what_was_captured_captured()
    {
        Start();
        var declined = await ChargeAsync("one", "payment%3Ddecline");
        Assert.Equal("declined", declined.Status);
        Assert.Equal(declined, await ChargeAsync("one"));
        var captured = await ChargeAsync("two");
        Assert.Equal(captured, await ChargeAsync("two", "payment%3Ddecline"));
    }

    [Fact]
    public async Task A_failure_charges_nothing_so_the_next_attempt_can()
    {
        Start();
        using (var failed = await SendAsync("one", Body(1), "payment%3Derror"))
        {
            Assert.Equal(HttpStatusCode.InternalServerError, failed.StatusCode);
        }

        Assert.Equal("declined", (await ChargeAsync("one", "payment%3Ddecline")).Status);
    }

    [Fact]
    public async Task Where_faults_are_off_nobody_obeys_them()
    {
        Start(faults: false);
        Assert.Equal("captured", (await ChargeAsync("one", "payment%3Derror")).Status);
    }

    [Fact]
    public async Task A_slow_charge_takes_its_latency_and_the_delay_asked_for()
    {
        Start();
        await ChargeAsync("one", "payment%3Dslow:1500");
        await ChargeAsync("two");
        Assert.Equal([TimeSpan.FromMilliseconds(1507), TimeSpan.FromMilliseconds(7)], clock.Pauses);
    }

    [Fact]
    public async Task A_caller_that_gives_up_is_not_charged()
    {
        Start();
        using var giveUp = new CancellationTokenSource();
        using var content = new StringContent(Body(1), Encoding.UTF8, "application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/charges") { Content = content, Headers = { { "Idempotency-Key", "one" }, { "baggage", "fault=payment%3Dslow:5000" } } };
        var charge = provider!.Client.SendAsync(request, giveUp.Token);
        await clock.Begun.WaitAsync(TimeSpan.FromSeconds(10));
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => charge);
        await clock.GivenUp.WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal("declined", (await ChargeAsync("one", "payment%3Ddecline")).Status);
    }

    public void Dispose() => provider?.Dispose();

    private void Start(bool faults = true) => provider = new ServiceUnderTest(
        new Dictionary<string, string> { ["Faults:Enabled"] = $"{faults}", ["CardProvider:Latency"] = "00:00:00.007" },
        services: services => services.AddSingleton<TimeProvider>(clock));

    private async Task<(string ChargeId, string Status)> ChargeAsync(string key, string? fault = null)
    {
        using var response = await SendAsync(key, Body(1250), fault);
        var charge = JsonNode.Parse(await response.EnsureSuccessStatusCode().Content.ReadAsStringAsync())!;
        return ((string)charge["chargeId"]!, (string)charge["status"]!);
    }

    private async Task<HttpResponseMessage> SendAsync(string? key, string body, string? fault = null)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        List<(string, string)> headers = [];
        headers.AddRange(key is null ? [] : [("Idempotency-Key", key)]);
        headers.AddRange(fault is null ? [] : [("baggage", $"fault={fault}")]);
        return await provider!.SendAsync(HttpMethod.Post, "/charges", content, [.. headers]);
    }

    private static string Body(long amountCents, string? number = "4242424242424242", string? holder = "Ada Lovelace") => new JsonObject
    {
        ["amountCents"] = amountCents,
        ["card"] = new JsonObject { ["number"] = number, ["holder"] = holder },
    }.ToJsonString();
}
