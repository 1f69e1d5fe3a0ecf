using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace TracingReference.Gateway.Tests;

/// <summary>Stands behind the gateway in place of every service, each on a port of its own, and keeps what reaches them.</summary>
internal sealed class Upstream : IAsyncDisposable
{
    public static readonly string[] Services = ["identity", "catalog", "order", "payment", "card-provider"];

    /// <summary>A path that is answered never: its request ends when the caller goes away.</summary>
    public const string HeldPath = "/orders/held";

    private readonly WebApplication app;
    private readonly TaskCompletionSource held = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private Upstream(WebApplication app) => this.app = app;

    /// <summary>What came so far, health probes aside.</summary>
    public ConcurrentQueue<Arrival> Arrivals { get; } = new();

    /// <summary>Ends when a request to <see cref="HeldPath"/> is here.</summary>
    public Task Held => held.Task;

    /// <summary>The service that is not ready.</summary>
    public string? Unready { get; set; }

    /// <summary>Where the gateway finds the services.</summary>
    public IEnumerable<KeyValuePair<string, string>> Settings =>
        Services.Zip(app.Urls, (service, url) => KeyValuePair.Create($"services:{service}:http:0", url));

    public static async Task<Upstream> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => Array.ForEach(Services, _ => kestrel.Listen(IPAddress.Loopback, 0)));
        var app = builder.Build();
        var upstream = new Upstream(app);
        app.Run(upstream.HandleAsync);
        await app.StartAsync();
        return upstream;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        var service = Services[app.Urls.Select(url => new Uri(url).Port).ToList().IndexOf(context.Connection.LocalPort)];
        var request = context.Request;
        if (request.Path == "/health/ready")
        {
            context.Response.StatusCode = service == Unready ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
            return;
        }

        if (request.Path == HeldPath)
        {
            held.TrySetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return;
        }

        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body, context.RequestAborted);
        Arrivals.Enqueue(new Arrival(
            service,
            request.Method,
            $"{request.Path}{request.QueryString}",
            request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
            body.ToArray()));
        await context.Response.WriteAsync("{}");
    }
}

/// <summary>A request that reached a service.</summary>
internal sealed record Arrival(string Service, string Method, string Path, IReadOnlyDictionary<string, string> Headers, byte[] Body);
