using TracingReference.Defaults.Http;
using TracingReference.Messages;

namespace TracingReference.Payment.Charging;

/// <summary>From an order to its payment.</summary>
internal static class ChargingExtensions
{
    /// <summary>The provider's timeout and attempts; with them an order fails within 20 s.</summary>
    private static readonly HttpResilience Provider = new(
        Attempts: 3, AttemptTimeout: TimeSpan.FromSeconds(5), Delay: TimeSpan.FromMilliseconds(200));

    public static void AddCharging(this WebApplicationBuilder builder)
    {
        builder.AddServiceClient<CardProviderClient>("card-provider", Provider);
        builder.Services.AddSingleton<ChargeStore>();
        builder.Services.AddSingleton<Cashier>();
        builder.AddConsumer<OrderPlaced, OrderPlacedHandler>(Topics.Orders, "payment", EventJson.Default.OrderPlaced);
    }
}
