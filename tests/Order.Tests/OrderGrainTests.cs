using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Runtime;
using Orleans.Storage;
using TracingReference.Messages;
using TracingReference.Order.Grains;
using TracingReference.Order.Outbox;

namespace TracingReference.Order.Tests;

/// <summary>An order's life in its grain, on a silo with a storage in memory.</summary>
public sealed class OrderGrainTests : IAsyncLifetime
{
    private readonly Memory memory = new();
    private IHost? host;

    private static PlaceOrder Command => new()
    {
        CustomerId = "customer-1",
        Items = [new("a", 3, 250), new("b", 2, 1000)],
        Card = "sealed",
        TraceId = "0af7651916cd43dd8448eb211c80319c",
        TraceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        TraceState = "vendor=1",
        Baggage = "fault=payment%3Ddecline",
    };

    private IOrderGrain Order => host!.Services.GetRequiredService<IClusterClient>().GetGrain<IOrderGrain>("o-1");

    public async Task InitializeAsync()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton<OutboxSignal>();
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(FreePort(), FreePort());
            silo.Services.AddKeyedSingleton<IGrainStorage>(OrderStorage.Name, memory);
        });
        host = builder.Build();
        await host.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await host!.StopAsync();
        host.Dispose();
    }

    [Fact]
    public async Task A_placed_order_is_pending_and_adds_up()
    {
        var view = await Order.Place(Command);
        Assert.Equal(("o-1", OrderStatus.Pending, 2750), (view.OrderId, view.Status, view.TotalCents));
        Assert.Equal(Command.Items, view.Items);
        Assert.Equal(Command.TraceId, view.TraceId);
    }

    [Fact]
    public async Task Its_message_goes_with_it_in_one_write_under_the_clients_span_and_the_relay_is_woken()
    {
        await Order.Place(Command);
        var message = Assert.Single(memory.Messages);
        Assert.Equal(("o-1", "orders"), (message!.OrderId, message.Topic));
        Assert.Equal((Command.TraceParent, Command.TraceState, Command.Baggage), (message.Context.TraceParent, message.Context.TraceState, message.Context.Baggage));
        Assert.Equal(new OrderPlaced("o-1", "customer-1", 2750, "sealed"), JsonSerializer.Deserialize(message.Payload, EventJson.Default.OrderPlaced));
        await host!.Services.GetRequiredService<OutboxSignal>()
            .WaitAsync(Timeout.InfiniteTimeSpan, TimeProvider.System, CancellationToken.None).WaitAsync(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task An_id_that_was_nobodys_is_looked_up_again()
    {
        Assert.Null(await Order.Get());
        Assert.Null(await Order.Settle(PaymentOutcome.Paid));
        memory.Record = (JsonSerializer.Serialize(new OrderState { CustomerId = "customer-1", Items = Command.Items }, OrderJson.Default.OrderState), 1);
        Assert.Equal(OrderStatus.Paid, (await Order.Settle(PaymentOutcome.Paid))!.Status);
    }

    [Fact]
    public async Task Placing_again_changes_nothing()
    {
        var first = await Order.Place(Command);
        var again = await Order.Place(Command with { Items = [new("c", 1, 1)], TraceId = new string('1', 32) });
        Assert.Equal((first.TotalCents, first.TraceId), (again.TotalCents, again.TraceId));
        Assert.Single(memory.Messages);
    }

    [Fact]
    public async Task Fifty_attempts_at_once_are_one_order()
    {
        await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Order.Place(Command)));
        Assert.Single(memory.Messages);
    }

    [Fact]
    public async Task An_order_that_was_never_placed_is_not_there_to_be_settled()
    {
        Assert.Null(await Order.Get());
        Assert.Null(await Order.Settle(PaymentOutcome.Paid));
        Assert.Empty(memory.Messages);
    }

    [Theory]
    [InlineData(PaymentOutcome.Paid, PaymentOutcome.Failed, OrderStatus.Paid)]
    [InlineData(PaymentOutcome.Rejected, PaymentOutcome.Paid, OrderStatus.Rejected)]
    [InlineData(PaymentOutcome.Failed, PaymentOutcome.Paid, OrderStatus.Failed)]
    public async Task The_first_outcome_stands(PaymentOutcome first, PaymentOutcome second, OrderStatus status)
    {
        await Order.Place(Command);
        Assert.Equal(status, (await Order.Settle(first))!.Status);
        Assert.Equal(status, (await Order.Settle(second))!.Status);
        Assert.Equal(status, (await Order.Get())!.Status);
        Assert.Equal(2, memory.Messages.Count); // one write for the order, one for its end
        Assert.Null(memory.Messages.Last()); // the end is no second message
    }

    [Fact]
    public async Task A_write_that_fails_leaves_nothing_in_memory_either()
    {
        memory.Failure = new IOException("The disk is full.");
        await Assert.ThrowsAnyAsync<Exception>(() => Order.Place(Command));
        Assert.Null(await Order.Get());

        Assert.Equal(OrderStatus.Pending, (await Order.Place(Command)).Status);
        memory.Failure = new IOException("The disk is full.");
        await Assert.ThrowsAnyAsync<Exception>(() => Order.Settle(PaymentOutcome.Paid));
        Assert.Equal(OrderStatus.Pending, (await Order.Get())!.Status);
        Assert.Equal(OrderStatus.Paid, (await Order.Settle(PaymentOutcome.Paid))!.Status);
    }

    [Fact]
    public async Task A_total_that_does_not_fit_is_never_charged()
    {
        await Assert.ThrowsAnyAsync<Exception>(() => Order.Place(Command with { Items = [new("a", 1_000, long.MaxValue / 999)] }));
        Assert.Empty(memory.Messages);
    }

    [Fact]
    public async Task What_is_kept_has_its_status_as_a_word_and_not_the_message()
    {
        await Order.Place(Command);
        await Order.Settle(PaymentOutcome.Rejected);
        var kept = JsonDocument.Parse(memory.Record!.Value.Json).RootElement;
        Assert.Equal("rejected", kept.GetProperty("status").GetString());
        Assert.Equal(
            ["customerId", "items", "status", "totalCents", "traceId"], kept.EnumerateObject().Select(property => property.Name).Order());
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Keeps one order as the database would: as JSON, with a version, and the message of each write.</summary>
    private sealed class Memory : IGrainStorage
    {
        public (string Json, int Version)? Record { get; set; }

        public ConcurrentQueue<OutboxMessage?> Messages { get; } = new();

        /// <summary>Thrown by the next write.</summary>
        public Exception? Failure { get; set; }

        public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            var state = (IGrainState<OrderState>)(object)grainState;
            state.State = Record is { } record ? JsonSerializer.Deserialize(record.Json, OrderJson.Default.OrderState)! : new OrderState();
            (state.ETag, state.RecordExists) = ($"{Record?.Version}", Record is not null);
            return Task.CompletedTask;
        }

        public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
        {
            if (Failure is { } failure)
            {
                Failure = null;
                throw failure;
            }

            var state = (IGrainState<OrderState>)(object)grainState;
            Assert.Equal($"{Record?.Version}", state.ETag);
            Messages.Enqueue(state.State!.Outgoing);
            Record = (JsonSerializer.Serialize(state.State, OrderJson.Default.OrderState), (Record?.Version ?? 0) + 1);
            (state.ETag, state.RecordExists) = ($"{Record?.Version}", true);
            return Task.CompletedTask;
        }

        public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
            throw new NotSupportedException("Orders are kept.");
    }
}
