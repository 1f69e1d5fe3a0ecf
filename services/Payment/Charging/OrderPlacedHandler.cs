using System.Diagnostics;
using System.Text.Json;
using TracingReference.Messages;
using TracingReference.Messages.Consuming;
using TracingReference.Messages.Producing;
using TracingReference.Messages.Tracing;

namespace TracingReference.Payment.Charging;

/// <summary>
/// Charges an order and says how it ended. The message is committed only after that, so a crash anywhere brings
/// it again; the charge's row and the provider's idempotency key make the second time harmless.
/// </summary>
internal sealed class OrderPlacedHandler(Cashier cashier, MessagePublisher publisher) : IMessageHandler<OrderPlaced>
{
    public async Task HandleAsync(OrderPlaced message, CancellationToken cancellationToken)
    {
        var outcome = await cashier.ChargeAsync(message, cancellationToken);
        var payload = JsonSerializer.SerializeToUtf8Bytes(new PaymentSettled(message.OrderId, outcome), EventJson.Default.PaymentSettled);
        await publisher.PublishAsync(
            Topics.Payments, message.OrderId, payload, MessageContext.Of(Activity.Current), fails: false, cancellationToken);
    }
}
