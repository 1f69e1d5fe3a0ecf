namespace TracingReference.Order.Idempotency;

internal static class IdempotencyExtensions
{
    public static void AddIdempotency(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IdempotencyKeys>();
        builder.Services.AddHostedService<KeyExpiry>();
    }
}
