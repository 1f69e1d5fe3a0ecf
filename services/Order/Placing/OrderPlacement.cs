using System.Diagnostics;
using TracingReference.Defaults.Telemetry;
using TracingReference.Messages.Cards;
using TracingReference.Messages.Tracing;
using TracingReference.Order.Grains;
using TracingReference.Order.Idempotency;
using TracingReference.Order.Stock;

namespace TracingReference.Order.Placing;

/// <summary>Turns a valid request into an order: reserves its stock, then hands it to its grain.</summary>
internal sealed partial class OrderPlacement(StockKeeper stock, IGrainFactory grains, CardCipher cipher, ILogger<OrderPlacement> logger)
{
    /// <summary>Places an order under an id. With the same id again, it finds what was done and goes on from there.</summary>
    public async Task<Placement> PlaceAsync(string orderId, OrderRequest request, CancellationToken cancellationToken)
    {
        var server = Activity.Current;
        StockAnswer answer;
        try
        {
            answer = await ReserveAsync(orderId, request, cancellationToken);
        }
        catch (CatalogUnavailableException exception)
        {
            return Placement.Retryable(exception.Message, isIdSpent: true);
        }

        switch (answer)
        {
            case StockAnswer.Refused refused:
                return Placement.Final(new KeptAnswer(refused.Status, null, null, refused.Detail));
            case StockAnswer.Reserved reserved:
                return await PlaceAsync(orderId, request, reserved.Items, server);
            default:
                return Placement.Retryable("The order was given up before it was complete; try again.", isIdSpent: true);
        }
    }

    private async Task<StockAnswer> ReserveAsync(string orderId, OrderRequest request, CancellationToken cancellationToken)
    {
        using var span = ShopTelemetry.Source.StartActivity("validate order");
        span?.SetTag("order.id", orderId)
            .SetTag("order.customer_id", request.CustomerId)
            .SetTag("order.item_count", request.Items!.Count);
        try
        {
            var answer = await stock.ReserveAsync(orderId, request.AskedItems(), cancellationToken);
            if (answer is StockAnswer.Reserved reserved)
            {
                span?.SetTag("order.total_cents", reserved.TotalCents);
            }

            return answer;
        }
        catch (CatalogUnavailableException exception)
        {
            span.Fail("catalog_unavailable", exception.Message);
            throw;
        }
    }

    private async Task<Placement> PlaceAsync(string orderId, OrderRequest request, IReadOnlyList<OrderItem> items, Activity? server)
    {
        var context = MessageContext.Of(server);
        var command = new PlaceOrder
        {
            CustomerId = request.CustomerId!,
            Items = items,
            Card = cipher.Encrypt(new Card(request.Card!.Number!, request.Card.Holder!), orderId),
            TraceId = server?.TraceId.ToHexString() ?? "",
            TraceParent = context.TraceParent,
            TraceState = context.TraceState,
            Baggage = context.Baggage,
        };
        try
        {
            var order = await grains.GetGrain<IOrderGrain>(orderId).Place(command);
            return Placement.Final(Accepted(order));
        }
        catch (Exception exception)
        {
            LogNotPlaced(exception, orderId);
            return await FindAsync(orderId) is { } stored
                ? Placement.Final(Accepted(stored))
                : Placement.Retryable("The order could not be stored; try again.", isIdSpent: false);
        }
    }

    private static KeptAnswer Accepted(OrderView order) => new(StatusCodes.Status202Accepted, order.OrderId, order.TraceId, null);

    // A write that failed may have been stored all the same; then the order goes its way, and to refuse it would invite a second one.
    // Where even that is not known, the order goes its way if it was stored, and the sweep frees its stock if not.
    private async Task<OrderView?> FindAsync(string orderId)
    {
        try
        {
            return await grains.GetGrain<IOrderGrain>(orderId).Get();
        }
        catch (Exception exception)
        {
            LogNotFound(exception, orderId);
            return null;
        }
    }

    [LoggerMessage(LogLevel.Error, "Whether order {OrderId} was stored could not be found out")]
    private partial void LogNotFound(Exception exception, string orderId);

    [LoggerMessage(LogLevel.Error, "Order {OrderId} was not placed at once")]
    private partial void LogNotPlaced(Exception exception, string orderId);
}
