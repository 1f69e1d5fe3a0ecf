using Orleans.Runtime.Hosting;
using Orleans.Storage;
using TracingReference.Orleans.Tests.Grains;

namespace TracingReference.Orleans.Tests;

public sealed class StateTests
{
    private static readonly PlaceOrder s_five = new("c-1", [new("p", 2), new("q", 3)]);

    [Fact]
    public async Task State_is_kept_and_read_by_the_next_silo()
    {
        var storage = new VersionedStorage();
        await using (var silo = await TestSilo.StartAsync(storage: storage))
        {
            var order = silo.Grains.GetGrain<IOrderGrain>("o-1");
            Assert.False(await order.Exists());
            Assert.Null(await order.Version());
            var placed = await order.Place(s_five);
            Assert.Equal(("placed by c-1", 5), (placed.Status, placed.Total));
            Assert.Equal("1", await order.Version());
        }

        await using var next = await TestSilo.StartAsync(storage: storage);
        Assert.Equal(5, (await next.Grains.GetGrain<IOrderGrain>("o-1").Get()).Total);
        Assert.True(await next.Grains.GetGrain<IOrderGrain>("o-1").Exists());
        Assert.Equal("none", (await next.Grains.GetGrain<IOrderGrain>("o-2").Get()).Status);
    }

    [Fact]
    public async Task A_grain_has_several_states_each_with_its_version()
    {
        await using var silo = await TestSilo.StartAsync();
        var order = silo.Grains.GetGrain<IOrderGrain>("o");
        Assert.Equal("none", await order.Note(null));
        Assert.Equal("fragile", await order.Note("fragile"));
        Assert.Equal("fragile", await order.Note(null));
        Assert.Null(await order.Version());
        Assert.Equal([("note", "order/o")], silo.Storage.Records.Keys.Select(key => (key.State, key.Grain.ToString())));
    }

    [Fact]
    public async Task A_write_over_another_version_is_refused_and_the_next_call_finds_what_is_stored()
    {
        await using var silo = await TestSilo.StartAsync();
        var order = silo.Grains.GetGrain<IOrderGrain>("o");
        await order.Place(s_five);
        var (key, record) = silo.Storage.Records.Single();
        silo.Storage.Records[key] = ("""{"Status":"changed","Total":40}""", record.Version + 1);

        var thrown = await Assert.ThrowsAsync<InconsistentStateException>(() => order.Place(s_five).Patiently());
        Assert.Equal(("2", "1"), (thrown.StoredEtag, thrown.CurrentEtag));
        Assert.Equal(40, (await order.Get().Patiently()).Total);
        Assert.Equal(45, (await order.Place(s_five).Patiently()).Total);
    }

    [Fact]
    public async Task State_is_read_again_and_cleared_on_request()
    {
        await using var silo = await TestSilo.StartAsync();
        var order = silo.Grains.GetGrain<IOrderGrain>("o");
        await order.Place(s_five);
        silo.Storage.Records[silo.Storage.Records.Keys.Single()] = ("""{"Total":7}""", 3);
        await order.Reload();
        Assert.Equal(7, (await order.Get()).Total);
        Assert.Equal("3", await order.Version());
        await order.Clear();
        Assert.Empty(silo.Storage.Records);
        Assert.False(await order.Exists());
        Assert.Null(await order.Version());
    }

    [Fact]
    public async Task Writes_that_overlap_run_one_after_another()
    {
        await using var silo = await TestSilo.StartAsync();
        await silo.Grains.GetGrain<IOrderGrain>("o").WriteTwice().Patiently();
        Assert.Contains("\"Total\":2", silo.Storage.Records.Values.Single().Json);
    }

    [Fact]
    public async Task What_a_storage_throws_comes_inside_an_OrleansException_and_leaves_the_grain_alone()
    {
        await using var silo = await TestSilo.StartAsync();
        var order = silo.Grains.GetGrain<IOrderGrain>("o");
        silo.Storage.Failure = new InvalidDataException("disk full");
        var thrown = await Assert.ThrowsAsync<OrleansException>(() => order.Place(s_five).Patiently());
        Assert.Equal("disk full", Assert.IsType<InvalidDataException>(thrown.InnerException).Message);
        Assert.Contains("order", thrown.Message);
        Assert.Equal(5, (await order.Get()).Total);
        Assert.Equal(10, (await order.Place(s_five)).Total);
    }

    [Fact]
    public async Task A_storage_that_is_not_registered_fails_the_activation()
    {
        await using var silo = await TestSilo.StartAsync();
        var thrown = await Assert.ThrowsAsync<InvalidOperationException>(() => silo.Grains.GetGrain<IUnstoredGrain>("x").Hello().Patiently());
        Assert.Contains("No storage provider named \"nowhere\"", thrown.ToString());
    }

    [Fact]
    public async Task The_storage_named_Default_serves_states_that_name_none()
    {
        var storage = new VersionedStorage();
        await using var silo = await TestSilo.StartAsync(builder => builder.Services.AddGrainStorage("Default", (_, _) => storage));
        Assert.Equal(1, await silo.Grains.GetGrain<IDefaultStoredGrain>("x").Count());
        Assert.Equal(2, await silo.Grains.GetGrain<IDefaultStoredGrain>("x").Count());
        Assert.Equal(2, storage.Records.Values.Single().Version);
    }

    [Fact]
    public async Task State_is_out_of_reach_outside_the_grain()
    {
        await using var silo = await TestSilo.StartAsync();
        await Assert.ThrowsAsync<InvalidOperationException>(() => silo.Grains.GetGrain<IOrderGrain>("o").ReadElsewhere().Patiently());
    }
}
