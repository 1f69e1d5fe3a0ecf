using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using TracingReference.Orleans.Tests.Grains;

namespace TracingReference.Orleans.Tests;

public sealed class HostingTests
{
    [Fact]
    public async Task A_silo_runs_in_a_generic_host_of_either_kind_and_in_a_web_application()
    {
        foreach (var host in new[] { Generic(), Application(), Web() })
        {
            using (host)
            {
                await host.StartAsync(Patience.Token());
                Assert.Equal(3, await host.Services.GetRequiredService<IGrainFactory>().GetGrain<INumberedGrain>(3).Number().Patiently());
                Assert.Same(host.Services.GetRequiredService<IClusterClient>(), host.Services.GetRequiredService<IClusterClient>());
                await host.StopAsync(Patience.Token());
            }
        }
    }

    [Fact]
    public async Task A_silo_that_is_configured_twice_is_one_silo()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(Localhost);
        builder.UseOrleans(silo => silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = TimeSpan.FromSeconds(9)));
        using var host = builder.Build();
        await host.StartAsync(Patience.Token());
        Assert.Equal(1, await host.Services.GetRequiredService<IGrainFactory>().GetGrain<INumberedGrain>(1).Number());
        await host.StopAsync(Patience.Token());
    }

    private static void Localhost(ISiloBuilder silo) => silo.UseLocalhostClustering(TestSilo.FreePort(), TestSilo.FreePort());

    private static IHost Generic() => Host.CreateDefaultBuilder().ConfigureLogging(logging => logging.ClearProviders()).UseOrleans(Localhost).Build();

    private static IHost Application() => TestSilo.Build(Localhost);

    private static IHost Web()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseSetting("urls", "http://127.0.0.1:0");
        builder.UseOrleans(Localhost);
        return builder.Build();
    }
}
