using System.Diagnostics;
using System.Security.Cryptography;
using TracingReference.Defaults.Telemetry;
using TracingReference.Messages;
using TracingReference.Messages.Cards;

namespace TracingReference.Payment.Charging;

/// <summary>Charges an order once.</summary>
internal sealed class Cashier(ChargeStore charges, CardProviderClient provider, CardCipher cipher)
{
    /// <returns>How the charge ended, now or when it was first asked for.</returns>
    public async Task<PaymentOutcome> ChargeAsync(OrderPlaced order, CancellationToken cancellationToken)
    {
        using var span = ShopTelemetry.Source.StartActivity("charge");
        span?.SetTag("order.id", order.OrderId)
            .SetTag("order.customer_id", order.CustomerId)
            .SetTag("order.total_cents", order.TotalCents);

        var outcome = await charges.OpenAsync(order.OrderId, order.TotalCents, cancellationToken);
        if (outcome is null)
        {
            var (settled, chargeId) = await AskProviderAsync(order, cancellationToken);
            outcome = await charges.SettleAsync(order.OrderId, settled, chargeId, cancellationToken);
        }

        Describe(span, outcome.Value);
        return outcome.Value;
    }

    private async Task<(PaymentOutcome Outcome, string? ChargeId)> AskProviderAsync(OrderPlaced order, CancellationToken cancellationToken)
    {
        Card card;
        try
        {
            card = cipher.Decrypt(order.Card, order.OrderId);
        }
        catch (CryptographicException)
        {
            // It will never be readable, so trying again would only block the orders behind it.
            return (PaymentOutcome.Failed, null);
        }

        return await provider.ChargeAsync(order.OrderId, order.TotalCents, card, cancellationToken) switch
        {
            { Status: "captured", ChargeId: var chargeId } => (PaymentOutcome.Paid, chargeId),
            { Status: "declined" } => (PaymentOutcome.Rejected, null),
            _ => (PaymentOutcome.Failed, null),
        };
    }

    private static void Describe(Activity? span, PaymentOutcome outcome)
    {
        switch (outcome)
        {
            case PaymentOutcome.Rejected:
                span.Fail("card_declined", "the card was declined");
                break;
            case PaymentOutcome.Failed:
                span.Fail("provider_unavailable", "the provider did not charge the card");
                break;
        }
    }
}
