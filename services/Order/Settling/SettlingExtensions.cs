using TracingReference.Messages;

namespace TracingReference.Order.Settling;

internal static class SettlingExtensions
{
    public static void AddSettling(this WebApplicationBuilder builder) =>
        builder.AddConsumer<PaymentSettled, PaymentSettledHandler>(Topics.Payments, "order", EventJson.Default.PaymentSettled);
}
