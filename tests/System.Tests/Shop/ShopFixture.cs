namespace TracingReference.SystemTests.Shop;

/// <summary>One system with the default settings, for all tests that need no other.</summary>
public sealed class ShopFixture : IAsyncLifetime
{
    public ShopSystem System { get; private set; } = null!;

    public async Task InitializeAsync() => System = await ShopSystem.StartAsync();

    public async Task DisposeAsync() => await System.DisposeAsync();
}

/// <summary>The tests that share <see cref="ShopFixture"/>.</summary>
[CollectionDefinition(Name)]
public sealed class ShopCollection : ICollectionFixture<ShopFixture>
{
    public const string Name = "shop";
}
