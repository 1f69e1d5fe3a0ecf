using Polly.Timeout;

namespace TracingReference.Order.Stock;

/// <summary>Reserves stock for an order and gives it back, so that a crash at any moment leaks none.</summary>
internal sealed class StockKeeper(IServiceProvider services, StockHolds holds)
{
    /// <exception cref="CatalogUnavailableException">The catalog did not answer; what it may hold will be released.</exception>
    public async Task<StockAnswer> ReserveAsync(string orderId, IReadOnlyList<AskedItem> items, CancellationToken cancellationToken)
    {
        await holds.OpenAsync(orderId, cancellationToken);
        try
        {
            var answer = await Catalog.ReserveAsync(orderId, items, cancellationToken);
            if (answer is not StockAnswer.Reserved)
            {
                await holds.CloseAsync(orderId, cancellationToken);
            }

            return answer;
        }
        catch (Exception exception) when (exception is HttpRequestException or TimeoutRejectedException)
        {
            await holds.AbandonAsync(orderId, cancellationToken);
            throw new CatalogUnavailableException(exception);
        }
    }

    /// <summary>Gives an order's stock back; what fails here, the sweep repeats.</summary>
    public async Task ReleaseAsync(string orderId, CancellationToken cancellationToken)
    {
        await Catalog.ReleaseAsync(orderId, cancellationToken);
        await holds.CloseAsync(orderId, cancellationToken);
    }

    // A typed client is made for each use, so that its handler can be replaced.
    private CatalogClient Catalog => services.GetRequiredService<CatalogClient>();
}
