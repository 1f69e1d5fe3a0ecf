namespace TracingReference.Order.Data;

internal static class OrderDatabaseExtensions
{
    public static void AddOrderDatabase(this WebApplicationBuilder builder) => builder.Services.AddSingleton<OrderDatabase>();
}
