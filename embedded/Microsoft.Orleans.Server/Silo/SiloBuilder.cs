using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Orleans;
using Orleans.Hosting;

namespace Embedded.Silo;

/// <summary>Registers a silo with its host, once, however often it is configured.</summary>
internal sealed class SiloBuilder(IServiceCollection services, IConfiguration configuration) : ISiloBuilder
{
    public IServiceCollection Services => services;

    public IConfiguration Configuration => configuration;

    public static SiloBuilder For(IServiceCollection services, IConfiguration configuration)
    {
        if (services.All(service => service.ServiceType != typeof(LocalSilo)))
        {
            services.TryAddSingleton(TimeProvider.System);
            services.AddOptions().AddLogging();
            services.AddSingleton<LocalSilo>();
            services.AddSingleton(host => host.GetRequiredService<LocalSilo>().GrainFactory);
            services.AddSingleton<IGrainFactory>(host => host.GetRequiredService<IClusterClient>());
            services.AddSingleton<IHostedService>(host => host.GetRequiredService<LocalSilo>());
        }

        return new(services, configuration);
    }
}
