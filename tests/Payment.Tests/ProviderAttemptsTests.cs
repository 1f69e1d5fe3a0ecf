using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TracingReference.Defaults;
using TracingReference.Messages;
using TracingReference.Messages.Cards;
using TracingReference.Payment.Charging;
using TracingReference.Tests.Support;

namespace TracingReference.Payment.Tests;

/// <summary>How often and how patiently the card provider is asked, with the service's own settings.</summary>
public sealed class ProviderAttemptsTests : IDisposable
{
    private const string Captured = "{\"chargeId\":\"ch_1\",\"status\":\"captured\"}";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private static readonly Card Card = new("4242424242424242", "Ada Lovelace");
    private readonly StepClock clock = new();
    private readonly Provider provider = new();
    private readonly LogLines log = new();
    private readonly WebApplication app;

    public ProviderAttemptsTests()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders().AddProvider(log);
        builder.Configuration["ConnectionStrings:kafka"] = "127.0.0.1:1";
        builder.Configuration["services:card-provider:http:0"] = "http://card-provider";
        builder.Configuration["Cards:Key"] = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.AddServiceDefaults("payment");
        builder.AddMessaging();
        builder.AddCharging();
        builder.Services.AddHttpClient<CardProviderClient>().ConfigurePrimaryHttpMessageHandler(() => provider);
        app = builder.Build(); // never started: nothing here needs a broker or a database
    }

    [Fact]
    public async Task A_capture_is_asked_for_once_under_the_orders_id()
    {
        provider.Answers.Enqueue(_ => Respond(HttpStatusCode.OK, Captured));
        Assert.Equal(new ProviderCharge("ch_1", "captured"), await ChargeAsync());
        var (key, body) = Assert.Single(provider.Requests);
        Assert.Equal("order-1", key);
        Assert.Equal(
            "{\"amountCents\":1250,\"card\":{\"number\":\"4242424242424242\",\"holder\":\"Ada Lovelace\"}}", JsonNode.Parse(body)!.ToJsonString());
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, "{\"chargeId\":\"ch_1\",\"status\":\"declined\"}", "declined")]
    [InlineData(HttpStatusCode.BadRequest, "{}", null)]
    [InlineData(HttpStatusCode.NotFound, "{}", null)]
    public async Task An_answer_is_taken_at_its_word(HttpStatusCode status, string body, string? charge)
    {
        provider.Answers.Enqueue(_ => Respond(status, body));
        Assert.Equal(charge, (await ChargeAsync())?.Status);
        Assert.Single(provider.Requests);
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError)]
    [InlineData(HttpStatusCode.ServiceUnavailable)]
    [InlineData(HttpStatusCode.TooManyRequests)]
    [InlineData(HttpStatusCode.RequestTimeout)]
    public async Task Failures_are_tried_three_times_with_growing_pauses_and_then_given_up(HttpStatusCode status)
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            provider.Answers.Enqueue(_ => Respond(status, "{}"));
        }

        Assert.Null(await ChargeAsync());
        Assert.Equal(3, provider.Requests.Count);
        Assert.Single(provider.Requests.Distinct()); // the same key and body, or it could be charged again
        Assert.Equal(2, clock.Pauses.Count);
        Assert.All(clock.Pauses, pause => Assert.InRange(pause, TimeSpan.Zero, TimeSpan.FromSeconds(2)));
        Assert.NotEqual(clock.Pauses[0], clock.Pauses[1]);
    }

    [Fact]
    public async Task A_broken_connection_is_tried_again_and_may_succeed()
    {
        provider.Answers.Enqueue(_ => throw new HttpRequestException("Connection refused"));
        provider.Answers.Enqueue(_ => Respond(HttpStatusCode.OK, Captured));
        Assert.Equal("captured", (await ChargeAsync())?.Status);
        Assert.Equal(2, provider.Requests.Count);
    }

    [Fact]
    public async Task Each_attempt_has_five_seconds_and_three_that_hang_are_given_up()
    {
        var asked = Enumerable.Range(0, 3).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).ToArray();
        foreach (var attempt in asked)
        {
            provider.Answers.Enqueue(async cancellationToken =>
            {
                attempt.SetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
                throw new InvalidOperationException("Nothing ends this wait but its cancellation.");
            });
        }

        var charge = ChargeAsync();
        foreach (var attempt in asked)
        {
            await attempt.Task.WaitAsync(Patience);
            Assert.False(charge.IsCompleted);
            clock.Expire(TimeSpan.FromSeconds(5));
        }

        Assert.Null(await charge.WaitAsync(Patience));
        Assert.Equal(3, provider.Requests.Count);
    }

    [Fact]
    public async Task A_stop_of_the_service_is_not_a_failed_charge()
    {
        using var stopping = new CancellationTokenSource();
        provider.Answers.Enqueue(async cancellationToken =>
        {
            await stopping.CancelAsync();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            throw new InvalidOperationException("Nothing ends this wait but its cancellation.");
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ChargeAsync(stopping.Token));
        Assert.Single(provider.Requests);
    }

    [Fact]
    public async Task What_is_logged_names_the_order_and_not_the_card()
    {
        for (var attempt = 0; attempt < 3; attempt++)
        {
            provider.Answers.Enqueue(_ => Respond(HttpStatusCode.InternalServerError, "{\"number\":\"4242424242424242\"}"));
        }

        Assert.Null(await ChargeAsync());
        Assert.Contains(log.Lines, line => line.Contains("order-1", StringComparison.Ordinal) && line.Contains("500", StringComparison.Ordinal));
        Assert.DoesNotContain(log.Lines, line => line.Contains("4242", StringComparison.Ordinal) || line.Contains("Lovelace", StringComparison.Ordinal));
    }

    public void Dispose() => ((IDisposable)app).Dispose();

    private Task<ProviderCharge?> ChargeAsync(CancellationToken cancellationToken = default) =>
        app.Services.GetRequiredService<CardProviderClient>().ChargeAsync("order-1", 1250, Card, cancellationToken);

    private static Task<HttpResponseMessage> Respond(HttpStatusCode status, string body) =>
        Task.FromResult(new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") });

    /// <summary>Stands where the network would be.</summary>
    private sealed class Provider : HttpMessageHandler
    {
        public ConcurrentQueue<Func<CancellationToken, Task<HttpResponseMessage>>> Answers { get; } = new();

        public ConcurrentQueue<(string Key, string Body)> Requests { get; } = new();

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Assert.Equal("http://card-provider/charges", $"{request.RequestUri}");
            Requests.Enqueue((request.Headers.GetValues("Idempotency-Key").Single(), await request.Content!.ReadAsStringAsync(cancellationToken)));
            Assert.True(Answers.TryDequeue(out var answer), "There was one attempt too many.");
            return await answer(cancellationToken);
        }
    }

    private sealed class LogLines : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue($"{formatter(state, exception)} {exception}");

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void Dispose()
        {
        }
    }
}
