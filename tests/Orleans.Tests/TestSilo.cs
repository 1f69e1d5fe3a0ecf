using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Storage;

namespace TracingReference.Orleans.Tests;

/// <summary>A host with a silo, started; the same code runs on the real package.</summary>
internal sealed class TestSilo : IAsyncDisposable
{
    private readonly IHost _host;

    private TestSilo(IHost host, VersionedStorage storage) => (_host, Storage) = (host, storage);

    public IGrainFactory Grains => _host.Services.GetRequiredService<IClusterClient>();

    public IServiceProvider Services => _host.Services;

    public VersionedStorage Storage { get; }

    public static async Task<TestSilo> StartAsync(Action<ISiloBuilder>? configure = null, VersionedStorage? storage = null)
    {
        storage ??= new();
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services.AddKeyedSingleton<IGrainStorage>("store", storage);
        builder.UseOrleans(silo =>
        {
            silo.UseLocalhostClustering(FreePort(), FreePort());
            configure?.Invoke(silo);
        });
        var host = builder.Build();
        await host.StartAsync(TestContext.Timeout());
        return new(host, storage);
    }

    public Task StopAsync() => _host.StopAsync(TestContext.Timeout());

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _host.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
