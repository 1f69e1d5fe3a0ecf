using TracingReference.Orleans.Tests.Grains;

namespace TracingReference.Orleans.Tests;

public sealed class IdentityTests
{
    [Fact]
    public async Task A_string_key_is_the_key()
    {
        await using var silo = await TestSilo.StartAsync();
        Assert.Equal("o-1/ü place/o-1/ü place/o-1/ü", await silo.Grains.GetGrain<IPlaceGrain>("o-1/ü").Where());
    }

    [Theory]
    [InlineData(0, "numbered/0")]
    [InlineData(255, "numbered/FF")]
    [InlineData(-5, "numbered/FFFFFFFFFFFFFFFB")]
    [InlineData(long.MaxValue, "numbered/7FFFFFFFFFFFFFFF")]
    public async Task An_integer_key_is_hexadecimal_in_the_id(long key, string id)
    {
        await using var silo = await TestSilo.StartAsync();
        var grain = silo.Grains.GetGrain<INumberedGrain>(key);
        Assert.Equal(key, await grain.Number());
        Assert.Equal(id, await grain.Id());
        Assert.Equal(id, grain.GetGrainId().ToString());
        Assert.Equal(key, grain.GetPrimaryKeyLong());
    }

    [Fact]
    public async Task A_guid_key_is_32_digits_in_the_id()
    {
        await using var silo = await TestSilo.StartAsync();
        var key = Guid.Parse("0f8fad5b-d9cb-469f-a165-70867728950e");
        var grain = silo.Grains.GetGrain<IUniqueGrain>(key);
        Assert.Equal(key, await grain.Unique());
        Assert.Equal("one-of-a-kind/0f8fad5bd9cb469fa16570867728950e", grain.GetGrainId().ToString());
        Assert.Equal(key, grain.GetPrimaryKey());
    }

    [Fact]
    public async Task References_to_one_grain_are_equal_and_travel_in_calls()
    {
        await using var silo = await TestSilo.StartAsync();
        var grain = silo.Grains.GetGrain<IUniqueGrain>(Guid.NewGuid());
        Assert.Equal(silo.Grains.GetGrain<INumberedGrain>(7), await grain.Neighbour(7));
        Assert.NotEqual(silo.Grains.GetGrain<INumberedGrain>(8), await grain.Neighbour(7));
        Assert.Equal(7, await (await grain.Neighbour(7)).Number());
        Assert.Equal(grain, await grain.Self());
        Assert.Equal(grain, silo.Grains.GetGrain<IUniqueGrain>(grain.GetGrainId()));
    }

    [Fact]
    public void Ids_are_parsed_compared_and_refused()
    {
        var id = GrainId.Parse("order/a/b");
        Assert.Equal(GrainId.Create("order", "a/b"), id);
        Assert.Equal(("order", "a/b"), (id.Type.ToString(), id.Key.ToString()));
        Assert.True(id.CompareTo(GrainId.Create("order", "a/c")) < 0);
        Assert.True(GrainId.Create("order", "z").CompareTo(GrainId.Create("payment", "a")) < 0);
        Assert.False(GrainId.TryParse("no slash", out _));
        Assert.Throws<ArgumentException>(() => GrainId.Parse("no slash"));
        Assert.Throws<ArgumentException>(() => GrainId.Create("numbered", "x").GetGuidKey());
        Assert.Throws<ArgumentException>(() => GrainId.Create("numbered", "xyz").GetIntegerKey());
    }

    [Fact]
    public async Task An_interface_without_a_class_and_one_with_two_are_refused_when_asked_for()
    {
        await using var silo = await TestSilo.StartAsync();
        Assert.Contains(nameof(IUnservedGrain), Assert.Throws<ArgumentException>(() => silo.Grains.GetGrain<IUnservedGrain>("x")).Message);
        Assert.Contains(nameof(SecondSharedGrain), Assert.Throws<ArgumentException>(() => silo.Grains.GetGrain<ISharedGrain>("x")).Message);
        Assert.Throws<ArgumentException>(() => silo.Grains.GetGrain<ISharedGrain>("x", "Nowhere"));
        Assert.Equal("second", await silo.Grains.GetGrain<ISharedGrain>("x", typeof(SecondSharedGrain).FullName).Who());
    }

    [Fact]
    public async Task An_empty_key_and_an_unknown_kind_are_refused()
    {
        await using var silo = await TestSilo.StartAsync();
        Assert.Throws<ArgumentException>(() => silo.Grains.GetGrain<IPlaceGrain>(""));
        await Assert.ThrowsAsync<OrleansException>(() => silo.Grains.GetGrain<IPlaceGrain>(GrainId.Create("nothing", "x")).Where());
        await Assert.ThrowsAsync<InvalidCastException>(() => silo.Grains.GetGrain<IPlaceGrain>(GrainId.Create("numbered", "1")).Where());
    }

    [Fact]
    public async Task Inherited_overloaded_and_generic_methods_are_called()
    {
        await using var silo = await TestSilo.StartAsync();
        var grain = silo.Grains.GetGrain<IDerivedGrain>("x");
        Assert.Equal("inherited", await grain.Inherited());
        Assert.Equal("1 default", await grain.Own(1));
        Assert.Equal("text", await grain.Own("text"));
        Assert.Equal("Int32 5", await grain.Generic(5));
        Assert.Equal("String x", await grain.Generic("x"));
        Assert.Equal("inherited", await grain.AsReference<IBaseGrain>().Inherited());
    }
}
