using Orleans.Storage;

namespace TracingReference.Orleans.Tests;

[GenerateSerializer]
public sealed record Line([property: Id(0)] string Product, [property: Id(1)] int Quantity);

[GenerateSerializer]
public sealed record PlaceOrder([property: Id(0)] string Customer, [property: Id(1)] List<Line> Lines);

[GenerateSerializer]
public sealed class OrderSnapshot
{
    [Id(0)] public string Status { get; set; } = "new";

    [Id(1)] public int Total { get; set; }
}

public interface IOrderGrain : IGrainWithStringKey
{
    Task<OrderSnapshot> Place(PlaceOrder command);

    Task<OrderSnapshot> Get();

    Task Fail(string message);

    Task<int> Total();
}

public sealed class OrderGrain([PersistentState("order", "store")] IPersistentState<OrderSnapshot> state) : Grain, IOrderGrain
{
    public async Task<OrderSnapshot> Place(PlaceOrder command)
    {
        state.State.Status = $"placed by {command.Customer} as {this.GetPrimaryKeyString()}";
        state.State.Total += command.Lines.Sum(line => line.Quantity);
        await state.WriteStateAsync();
        return state.State;
    }

    public Task<OrderSnapshot> Get() => Task.FromResult(state.State);

    public Task Fail(string message) => throw new InvalidOperationException(message);

    public Task<int> Total() => Task.FromResult(state.State.Total);
}

public sealed class HappyPathTests
{
    [Fact]
    public async Task An_order_is_placed_kept_and_read_back_by_another_silo()
    {
        var storage = new VersionedStorage();
        await using (var silo = await TestSilo.StartAsync(storage: storage))
        {
            var order = silo.Grains.GetGrain<IOrderGrain>("o-1");
            var placed = await order.Place(new("c-1", [new("p", 2), new("q", 3)]));
            Assert.Equal("placed by c-1 as o-1", placed.Status);
            Assert.Equal(5, placed.Total);
        }

        await using var next = await TestSilo.StartAsync(storage: storage);
        Assert.Equal(5, (await next.Grains.GetGrain<IOrderGrain>("o-1").Get()).Total);
        Assert.Equal(0, await next.Grains.GetGrain<IOrderGrain>("o-2").Total());
    }

    [Fact]
    public async Task What_a_grain_throws_reaches_the_caller_with_its_type_and_stack()
    {
        await using var silo = await TestSilo.StartAsync();
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => silo.Grains.GetGrain<IOrderGrain>("o").Fail("no"));
        Assert.Equal("no", thrown.Message);
        Assert.Contains(nameof(OrderGrain), thrown.StackTrace);
    }

    [Fact]
    public async Task A_write_over_another_version_is_refused_and_the_next_call_reads_what_is_stored()
    {
        await using var silo = await TestSilo.StartAsync();
        var order = silo.Grains.GetGrain<IOrderGrain>("o");
        await order.Place(new("c", [new("p", 1)]));
        var (key, record) = silo.Storage.Records.Single();
        silo.Storage.Records[key] = ("""{"Status":"changed","Total":40}""", record.Version + 1);

        await Assert.ThrowsAsync<InconsistentStateException>(() => order.Place(new("c", [new("p", 1)])));
        Assert.Equal(40, await order.Total());
    }
}
