using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace TracingReference.Orleans.Tests;

/// <summary>A host with a silo, started. The same code runs on the real package.</summary>
internal sealed class TestSilo : IAsyncDisposable
{
    private readonly IHost _host;

    private TestSilo(IHost host, VersionedStorage storage) => (_host, Storage) = (host, storage);

    public IClusterClient Grains => _host.Services.GetRequiredService<IClusterClient>();

    public IServiceProvider Services => _host.Services;

    public VersionedStorage Storage { get; }

    public static async Task<TestSilo> StartAsync(Action<ISiloBuilder>? configure = null, VersionedStorage? storage = null)
    {
        storage ??= new();
        var host = Build(silo =>
        {
            silo.UseLocalhostClustering(FreePort(), FreePort());
            silo.Services.AddKeyedSingleton<IGrainStorage>("store", storage);
            configure?.Invoke(silo);
        });
        await host.StartAsync(Patience.Token());
        return new(host, storage);
    }

    public static IHost Build(Action<ISiloBuilder> configure)
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleans(configure);
        return builder.Build();
    }

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public Task StopAsync(CancellationToken cancellationToken) => _host.StopAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await StopAsync(Patience.Token());
        _host.Dispose();
    }
}
