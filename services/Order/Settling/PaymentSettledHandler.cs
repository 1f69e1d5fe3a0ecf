using TracingReference.Defaults.Faults;
using TracingReference.Messages;
using TracingReference.Messages.Consuming;
using TracingReference.Order.Grains;
using TracingReference.Order.Stock;

namespace TracingReference.Order.Settling;

/// <summary>Brings an order to its end, and gives its stock back unless it was paid.</summary>
internal sealed partial class PaymentSettledHandler(
    IGrainFactory grains, StockKeeper stock, FaultSwitch faults, ILogger<PaymentSettledHandler> logger) : IMessageHandler<PaymentSettled>
{
    public async Task HandleAsync(PaymentSettled message, CancellationToken cancellationToken)
    {
        using var kept = faults.Keep();
        var order = await grains.GetGrain<IOrderGrain>(message.OrderId).Settle(message.Outcome);
        switch (order?.Status)
        {
            case null:
                LogUnknown(message.OrderId);
                break;
            case OrderStatus.Rejected or OrderStatus.Failed:
                await stock.ReleaseAsync(message.OrderId, cancellationToken);
                break;
        }
    }

    [LoggerMessage(LogLevel.Error, "A payment came for order {OrderId}, which does not exist")]
    private partial void LogUnknown(string orderId);
}
