using Microsoft.AspNetCore.Server.Kestrel.Core;
using TracingReference.Collector.Pipelines;
using TracingReference.Collector.Receivers;

namespace TracingReference.Collector.Serving;

/// <summary>Answers small requests on one port: metrics, health. Plain HTTP, without a body.</summary>
internal sealed class SmallServer
{
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(1);
    private readonly WebApplication _app;

    private SmallServer(WebApplication app)
    {
        _app = app;
    }

    /// <summary>The ports that are listened on, for whoever asked for port 0.</summary>
    public IReadOnlyList<string> Urls => [.. _app.Urls];

    /// <exception cref="StartException">The endpoint is none, or somebody else listens there.</exception>
    public static async Task<SmallServer> StartAsync(string endpoint, RequestDelegate handler, CancellationToken cancellationToken)
    {
        if (!HostAndPort.TryParse(endpoint, out var place))
        {
            throw new StartException($"'{endpoint}' is no host and port to listen on");
        }

        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 0;
            kestrel.Limits.MaxConcurrentConnections = 100;
            foreach (var address in place.Addresses)
            {
                kestrel.Listen(address, place.Port, listen => listen.Protocols = HttpProtocols.Http1);
            }
        });
        var app = builder.Build();
        app.Run(handler);
        try
        {
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
            return new(app);
        }
        catch (IOException error)
        {
            await app.DisposeAsync().ConfigureAwait(false);
            throw new StartException($"cannot listen on {endpoint}: {error.Message}");
        }
    }

    /// <summary>Lets answers that are under way end, for a second and no longer than the limit.</summary>
    public async Task StopAsync(CancellationToken limit)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(limit);
        patience.CancelAfter(Drain);
        await _app.StopAsync(patience.Token).ConfigureAwait(false);
        await _app.DisposeAsync().ConfigureAwait(false);
    }
}
