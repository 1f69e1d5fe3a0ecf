using TracingReference.Defaults.Http;

namespace TracingReference.Order.Stock;

internal static class StockExtensions
{
    private static readonly HttpResilience Catalog = new(
        Attempts: 3, AttemptTimeout: TimeSpan.FromSeconds(3), Delay: TimeSpan.FromMilliseconds(100));

    public static void AddStock(this WebApplicationBuilder builder)
    {
        builder.AddServiceClient<CatalogClient>("catalog", Catalog);
        builder.Services.AddSingleton<StockHolds>();
        builder.Services.AddSingleton<StockKeeper>();
        builder.Services.AddHostedService<StockSweeper>();
    }
}
