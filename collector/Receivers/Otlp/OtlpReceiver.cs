using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Receivers.Otlp;

/// <summary>Serves OTLP on one or two ports, and hands every request to the pipelines before it answers.</summary>
internal sealed class OtlpReceiver(OtlpReceiverSettings settings, ComponentContext context, IReadOnlyDictionary<Signal, IConsumer> consumers) : IComponent
{
    // A part of what the collector has for its stop: the rest is for what has been accepted already.
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(2);
    private readonly List<WebApplication> _servers = [];
    private readonly RequestBudget _budget = RequestBudget.For(settings, context);

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (settings.Grpc is { } grpc)
        {
            var handler = new GrpcHandler(grpc, Intakes("grpc"), Authenticator(grpc), _budget);
            await ServeAsync(grpc, grpc.Tls is not null ? HttpProtocols.Http1AndHttp2 : HttpProtocols.Http2, handler.HandleAsync, cancellationToken).ConfigureAwait(false);
        }

        if (settings.Http is { } http)
        {
            var handler = new HttpHandler(http, Intakes("http"), Authenticator(http), _budget);
            await ServeAsync(http, HttpProtocols.Http1AndHttp2, handler.HandleAsync, cancellationToken).ConfigureAwait(false);
        }
    }

    public async Task StopAsync(CancellationToken limit)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(limit);
        patience.CancelAfter(Drain);
        await Task.WhenAll(_servers.Select(server => StopAsync(server, patience.Token))).ConfigureAwait(false);
    }

    private static async Task StopAsync(WebApplication server, CancellationToken patience)
    {
        await server.StopAsync(patience).ConfigureAwait(false);
        await server.DisposeAsync().ConfigureAwait(false);
    }

    private Dictionary<Signal, SignalIntake> Intakes(string transport) =>
        consumers.ToDictionary(pair => pair.Key, pair => new SignalIntake(pair.Key, pair.Value, context, transport));

    private IServerAuthenticator? Authenticator(OtlpServerSettings server) =>
        server.Authenticator.Length > 0 ? context.Extension<IServerAuthenticator>(server.Authenticator) : null;

    private async Task ServeAsync(OtlpServerSettings server, HttpProtocols protocols, RequestDelegate handler, CancellationToken cancellationToken)
    {
        if (!HostAndPort.TryParse(server.Endpoint, out var endpoint))
        {
            throw new StartException($"'{server.Endpoint}' is no host and port to listen on");
        }

        var https = server.Tls?.Load();
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MaxRequestHeadersTotalSize = 1024 * 1024;
            kestrel.Limits.RequestHeadersTimeout = server.HeaderTimeout;
            kestrel.Limits.KeepAliveTimeout = server.IdleTimeout;
            kestrel.Limits.Http2.InitialConnectionWindowSize = 4 * 1024 * 1024;
            kestrel.Limits.Http2.InitialStreamWindowSize = 1024 * 1024;
            foreach (var address in endpoint.Addresses)
            {
                kestrel.Listen(address, endpoint.Port, listen => Listen(listen, https, protocols));
            }
        });
        // After Kestrel's own: the last one registered counts.
        builder.Services.AddSingleton<IMemoryPoolFactory<byte>, SocketBlocksFactory>();
        if (https is not null)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
        }

        var app = builder.Build();
        app.Run(handler);
        try
        {
            await app.StartAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (IOException error)
        {
            await app.DisposeAsync().ConfigureAwait(false);
            throw new StartException($"cannot listen on {server.Endpoint}: {error.Message}");
        }

        _servers.Add(app);
    }

    private static void Listen(ListenOptions listen, HttpsConnectionAdapterOptions? https, HttpProtocols protocols)
    {
        listen.Protocols = protocols;
        if (https is not null)
        {
            listen.UseHttps(https);
        }
    }
}
