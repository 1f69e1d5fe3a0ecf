using System.Buffers.Binary;
using System.IO.Compression;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace TracingReference.LoadTest.Otlp;

/// <summary>Speaks OTLP over gRPC on a free port, and hands each export on.</summary>
internal sealed class OtlpServer : IAsyncDisposable
{
    private const int FrameBytes = 5; // gRPC: whether compressed, and the length
    private const int MaxRequestBytes = 64 * 1024 * 1024;

    private static readonly (OtlpSignal Signal, string Service)[] Services =
    [
        (OtlpSignal.Traces, "trace.v1.TraceService"),
        (OtlpSignal.Metrics, "metrics.v1.MetricsService"),
        (OtlpSignal.Logs, "logs.v1.LogsService"),
    ];

    private readonly WebApplication app;

    private OtlpServer(WebApplication app) => this.app = app;

    /// <summary>Where to export to.</summary>
    public string Endpoint => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    /// <param name="received">Takes each export, on any thread. What it throws is answered as an error, which the exporter counts.</param>
    public static async Task<OtlpServer> StartAsync(Action<OtlpExport> received)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = MaxRequestBytes;
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        var app = builder.Build();
        foreach (var (signal, service) in Services)
        {
            app.MapPost($"/opentelemetry.proto.collector.{service}/Export", context => AnswerAsync(context, signal, received));
        }

        await app.StartAsync().ConfigureAwait(false);
        return new(app);
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static async Task AnswerAsync(HttpContext context, OtlpSignal signal, Action<OtlpExport> received)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted).ConfigureAwait(false);
        var frame = body.GetBuffer().AsMemory(0, (int)body.Length);
        var length = BinaryPrimitives.ReadInt32BigEndian(frame.Span[1..]);
        var content = frame.Slice(FrameBytes, length);
        received(new(signal, FrameBytes + length, frame.Span[0] == 0 ? content : Decompress(content)));

        context.Response.ContentType = "application/grpc";
        await context.Response.Body.WriteAsync(new byte[FrameBytes], context.RequestAborted).ConfigureAwait(false); // an empty message, uncompressed
        context.Response.AppendTrailer("grpc-status", "0");
    }

    private static ReadOnlyMemory<byte> Decompress(ReadOnlyMemory<byte> content)
    {
        using var gzip = new GZipStream(new MemoryStream(content.ToArray()), CompressionMode.Decompress);
        using var message = new MemoryStream();
        gzip.CopyTo(message);
        return message.GetBuffer().AsMemory(0, (int)message.Length);
    }
}
