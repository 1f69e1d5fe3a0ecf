using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Confluent.Kafka;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using TracingReference.Defaults;
using TracingReference.Defaults.Telemetry;
using TracingReference.Kafka.Tests;
using TracingReference.Messages.Consuming;
using TracingReference.Messages.Producing;
using TracingReference.Messages.Tracing;

// Who listens to spans is process-wide.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace TracingReference.Messages.Tests;

/// <summary>What becomes of a delivery that goes wrong, on a real broker.</summary>
public sealed class ConsumerTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Handler handler = new();
    private readonly Log log = new();
    private BrokerProcess? broker;

    public async Task InitializeAsync() => broker = await BrokerProcess.StartAsync("--topic", "payments:1");

    public async Task DisposeAsync() => await broker!.DisposeAsync();

    [Fact]
    public async Task What_fails_is_tried_again_within_its_one_span_and_holds_up_nothing_behind_it()
    {
        var spans = new ConcurrentQueue<Activity>();
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Signals.MessagingSource,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = span =>
            {
                if (span.Kind == ActivityKind.Consumer)
                {
                    spans.Enqueue(span);
                }
            },
        };
        ActivitySource.AddActivityListener(listener);
        handler.OnAttempt = (order, attempt, _) => order == "behind" || attempt > 2
            ? Task.CompletedTask
            : order == "first" && attempt == 1
                ? handler.Done("behind").ContinueWith(_ => throw new IOException("Away."), TaskScheduler.Default)
                : throw new IOException("Away.");
        await using (var app = await StartAsync())
        {
            await PublishAsync(app, "first", "behind");
            await handler.Done("first").WaitAsync(Patience);
            Assert.Equal((3, 1), (handler.Attempts["first"], handler.Attempts["behind"]));
            await app.StopAsync();
        }

        Assert.Equal(["behind", "first"], spans.Select(span => span.GetTagItem("messaging.kafka.message.key")).Order());
    }

    [Fact]
    public async Task What_cannot_be_read_goes_to_the_dead_letters_as_it_came_and_the_next_is_handled()
    {
        await using var app = await StartAsync();
        var publisher = app.Services.GetRequiredService<MessagePublisher>();
        foreach (var text in new[] { "not JSON", "null", "{\"orderId\":\"x\",\"outcome\":\"Stolen\"}" })
        {
            await publisher.PublishAsync(Topics.Payments, "broken", Encoding.UTF8.GetBytes(text), MessageContext.None, fails: false, CancellationToken.None);
        }

        await PublishAsync(app, "next");
        await handler.Done("next").WaitAsync(Patience);
        Assert.Equal(["next"], handler.Attempts.Keys);

        using var consumer = new ConsumerBuilder<string, string>(new ConsumerConfig { BootstrapServers = broker!.Bootstrap, GroupId = "reader" }).Build();
        consumer.Assign(Enumerable.Range(0, 4).Select(partition => new TopicPartitionOffset("payments.dead-letter", partition, Offset.Beginning)));
        var letters = Enumerable.Range(0, 3).Select(_ => consumer.Consume(Patience).Message).ToArray();
        Assert.All(letters, letter => Assert.Equal("broken", letter.Key));
        Assert.Equal(
            ["not JSON", "null", "{\"orderId\":\"x\",\"outcome\":\"Stolen\"}"], letters.Select(letter => letter.Value).OrderBy(text => text == "not JSON" ? 0 : text.Length));
    }

    [Fact]
    public async Task What_a_stop_cut_short_is_delivered_again_and_what_was_done_is_not()
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        handler.OnAttempt = (order, _, stopping) =>
        {
            if (order == "done")
            {
                return Task.CompletedTask;
            }

            begun.TrySetResult();
            return Task.Delay(Timeout.InfiniteTimeSpan, stopping);
        };
        await using (var first = await StartAsync())
        {
            await PublishAsync(first, "done", "cut short");
            await handler.Done("done").WaitAsync(Patience);
            await begun.Task.WaitAsync(Patience);
            await first.StopAsync();
        }

        handler.OnAttempt = (_, _, _) => Task.CompletedTask;
        await using var second = await StartAsync();
        await handler.Done("cut short").WaitAsync(Patience);
        Assert.Equal((1, 2), (handler.Attempts["done"], handler.Attempts["cut short"]));
    }

    [Fact]
    public async Task A_broker_that_died_and_came_back_with_nothing_is_consumed_again()
    {
        var rounds = int.Parse(Environment.GetEnvironmentVariable("TRACING_BROKER_ROUNDS") ?? "2", CultureInfo.InvariantCulture);
        handler.OnAttempt = (_, _, stopping) => Task.Delay(Random.Shared.Next(20), stopping);
        await using var app = await StartAsync();
        for (var round = 0; round < rounds; round++)
        {
            await PublishUntilDoneAsync(app, [.. Enumerable.Range(0, 100).Select(n => $"{round}-{n}")]);
            var underWay = Task.WhenAll(Enumerable.Range(0, 100).Select(n => PublishUntilDoneAsync(app, $"{round}-across-{n}")));
            await handler.Done($"{round}-across-0").WaitAsync(Patience);
            var port = broker!.Port;
            await broker.DisposeAsync();
            broker = await BrokerProcess.StartOnAsync(port, "--topic", "payments:4");
            await underWay;
        }
    }

    [Fact]
    public async Task A_member_that_the_broker_refuses_for_good_is_replaced_and_what_it_had_under_way_comes_again()
    {
        var attempts = Enumerable.Range(0, 2).Select(_ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).ToArray();
        var replaced = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        handler.OnAttempt = (order, attempt, _) =>
        {
            if (order != "held")
            {
                return Task.CompletedTask;
            }

            attempts[attempt - 1].SetResult();
            return attempt == 1 ? replaced.Task : Task.CompletedTask;
        };
        await using var app = await StartAsync();
        await PublishAsync(app, "held");
        await attempts[0].Task.WaitAsync(Patience);
        await broker!.PostAsync("/faults/errors", new { api = "ConsumerGroupHeartbeat", error = "INVALID_REQUEST", count = 1 });
        await log.Said("BeginsAnew").WaitAsync(Patience);
        replaced.SetResult(); // now it is done, and there is no consumer any more that could be told
        await attempts[1].Task.WaitAsync(Patience);
        await PublishUntilDoneAsync(app, "after");
    }

    private async Task<WebApplication> StartAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders().AddProvider(log);
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration["OTEL_SDK_DISABLED"] = "true";
        builder.Configuration["ConnectionStrings:kafka"] = broker!.Bootstrap;
        builder.Configuration["Cards:Key"] = Convert.ToBase64String(new byte[32]);
        builder.AddServiceDefaults("consumer");
        builder.AddMessaging();
        builder.AddConsumer<PaymentSettled, Handler>(Topics.Payments, "tests", EventJson.Default.PaymentSettled);
        builder.Services.AddSingleton<IMessageHandler<PaymentSettled>>(handler);
        var app = builder.Build();
        await app.StartAsync();
        return app;
    }

    private static async Task PublishAsync(WebApplication app, params string[] orders)
    {
        var publisher = app.Services.GetRequiredService<MessagePublisher>();
        foreach (var order in orders)
        {
            var payload = JsonSerializer.SerializeToUtf8Bytes(new PaymentSettled(order, PaymentOutcome.Paid), EventJson.Default.PaymentSettled);
            await publisher.PublishAsync(Topics.Payments, order, payload, MessageContext.None, fails: false, CancellationToken.None);
        }
    }

    /// <summary>Publishes as an outbox does: again after a failure, and again where a message was not handled in time.</summary>
    private async Task PublishUntilDoneAsync(WebApplication app, params string[] orders)
    {
        var started = Stopwatch.GetTimestamp();
        foreach (var order in orders)
        {
            while (!handler.Done(order).IsCompleted)
            {
                Assert.True(Stopwatch.GetElapsedTime(started) < Patience, $"{order} was not handled in {Patience.TotalSeconds} s.");
                try
                {
                    await PublishAsync(app, order);
                    await handler.Done(order).WaitAsync(TimeSpan.FromSeconds(5));
                }
                catch (Exception exception) when (exception is PublishException or TimeoutException)
                {
                    // Again.
                }
            }
        }
    }

    /// <summary>Tells when something is logged, by the name of its event.</summary>
    private sealed class Log : ILoggerProvider, ILogger
    {
        private readonly ConcurrentDictionary<string, TaskCompletionSource> said = new();

        public Task Said(string name) => Source(name).Task;

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Source(eventId.Name ?? "").TrySetResult();

        public void Dispose()
        {
            // Nothing is held.
        }

        private TaskCompletionSource Source(string name) =>
            said.GetOrAdd(name, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
    }

    /// <summary>Counts its attempts, and fails as a test says.</summary>
    private sealed class Handler : IMessageHandler<PaymentSettled>
    {
        private readonly ConcurrentDictionary<string, TaskCompletionSource> done = new();

        public ConcurrentDictionary<string, int> Attempts { get; } = new();

        public Func<string, int, CancellationToken, Task> OnAttempt { get; set; } = (_, _, _) => Task.CompletedTask;

        public Task Done(string order) => Source(order).Task;

        public async Task HandleAsync(PaymentSettled message, CancellationToken cancellationToken)
        {
            await OnAttempt(message.OrderId, Attempts.AddOrUpdate(message.OrderId, 1, (_, count) => count + 1), cancellationToken);
            Source(message.OrderId).TrySetResult();
        }

        private TaskCompletionSource Source(string order) =>
            done.GetOrAdd(order, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
    }
}
