using Orleans.Runtime.Hosting;

namespace TracingReference.Order.Grains;

internal static class OrderGrainExtensions
{
    public static void AddOrderGrains(this WebApplicationBuilder builder)
    {
        var siloPort = builder.Configuration.GetValue("Orleans:SiloPort", 11111);
        var gatewayPort = builder.Configuration.GetValue("Orleans:GatewayPort", 30000);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(siloPort, gatewayPort);
            silo.AddActivityPropagation();
            silo.Services.AddGrainStorage(
                OrderStorage.Name, (services, _) => ActivatorUtilities.CreateInstance<OrderStorage>(services));
        });
    }
}
