using System.Buffers;
using System.IO.Compression;
using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using TracingReference.Collector.Otlp;

namespace TracingReference.Benchmarks.Collector;

/// <summary>A back end that counts the spans it is sent, over gRPC and HTTP; other signals it only takes.</summary>
internal sealed class Sink : IAsyncDisposable
{
    private static readonly byte[] GrpcSuccess = [0, 0, 0, 0, 0];
    private readonly WebApplication _app;
    private long _spans;

    private Sink(WebApplication app) => _app = app;

    /// <summary>Spans that have come.</summary>
    public long Spans => Interlocked.Read(ref _spans);

    public static async Task<Sink> StartAsync(int grpcPort, int httpPort)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.Http2.InitialConnectionWindowSize = 4 * 1024 * 1024;
            kestrel.Limits.Http2.InitialStreamWindowSize = 1024 * 1024;
            kestrel.Listen(IPAddress.Loopback, grpcPort, listen => listen.Protocols = HttpProtocols.Http2);
            kestrel.Listen(IPAddress.Loopback, httpPort, listen => listen.Protocols = HttpProtocols.Http1);
        });
        var sink = new Sink(builder.Build());
        sink._app.Run(sink.HandleAsync);
        await sink._app.StartAsync();
        return sink;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        var isGrpc = context.Request.Protocol == "HTTP/2";
        var bytes = body.GetBuffer().AsMemory(0, (int)body.Length);
        var isPacked = isGrpc ? bytes.Span[0] == 1 : context.Request.Headers.ContentEncoding == "gzip";
        var message = isGrpc ? bytes[5..] : bytes;
        if (context.Request.Path.Value is "/v1/traces" or "/opentelemetry.proto.collector.trace.v1.TraceService/Export")
        {
            Interlocked.Add(ref _spans, Count(isPacked ? Unpack(message) : message));
        }

        if (!isGrpc)
        {
            context.Response.ContentType = "application/x-protobuf";
            return;
        }

        context.Response.ContentType = "application/grpc";
        context.Response.AppendTrailer("grpc-status", "0");
        await context.Response.Body.WriteAsync(GrpcSuccess);
    }

    private static ReadOnlyMemory<byte> Unpack(ReadOnlyMemory<byte> packed)
    {
        using var gzip = new GZipStream(new MemoryStream(packed.ToArray()), CompressionMode.Decompress);
        using var unpacked = new MemoryStream();
        gzip.CopyTo(unpacked);
        return unpacked.ToArray();
    }

    private static long Count(ReadOnlyMemory<byte> request)
    {
        using var batch = Batch.Read(Signal.Traces, Payload(request));
        return batch.PartCount;

        static TracingReference.Collector.Otlp.Payload Payload(ReadOnlyMemory<byte> bytes) => TracingReference.Collector.Otlp.Payload.Copy(bytes.Span);
    }
}
