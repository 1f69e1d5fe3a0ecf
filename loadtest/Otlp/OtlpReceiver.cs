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

/// <summary>Receives OTLP over gRPC and keeps what came; the tests' own eye on what the system says.</summary>
public sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly Lock gate = new();
    private readonly List<ReceivedSpan> spans = [];
    private readonly Dictionary<string, List<ReceivedSpan>> traces = [];
    private readonly List<ReceivedMetric> metrics = [];
    private readonly List<ReceivedLog> logs = [];
    private TaskCompletionSource changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private OtlpReceiver(WebApplication app) => this.app = app;

    /// <summary>Raised with each export request as it came, in protobuf, before it is decoded.</summary>
    public event Action<ReadOnlyMemory<byte>>? Exported;

    /// <summary>Where to export to.</summary>
    public string Endpoint => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();

    public static async Task<OtlpReceiver> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = 64 * 1024 * 1024;
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = HttpProtocols.Http2);
        });
        var app = builder.Build();
        var receiver = new OtlpReceiver(app);
        receiver.Map("trace.v1.TraceService", message => receiver.Add(receiver.spans, OtlpDecoder.Spans(message), receiver.Index));
        receiver.Map("metrics.v1.MetricsService", message => receiver.Add(receiver.metrics, OtlpDecoder.Metrics(message)));
        receiver.Map("logs.v1.LogsService", message => receiver.Add(receiver.logs, OtlpDecoder.Logs(message)));
        await app.StartAsync();
        return receiver;
    }

    public IReadOnlyList<ReceivedSpan> Spans() => Copy(spans);

    public IReadOnlyList<ReceivedMetric> Metrics() => Copy(metrics);

    public IReadOnlyList<ReceivedLog> Logs() => Copy(logs);

    /// <summary>The spans of one trace that have come so far.</summary>
    public IReadOnlyList<ReceivedSpan> Trace(string traceId)
    {
        lock (gate)
        {
            return traces.TryGetValue(traceId, out var trace) ? trace.ToArray() : [];
        }
    }

    /// <summary>The spans of one trace and of the traces that link to it, directly or not.</summary>
    public IReadOnlyList<ReceivedSpan> LinkedTraces(string traceId)
    {
        var family = new HashSet<string> { traceId };
        var roots = Spans().Where(span => span.Links.Count > 0).ToArray();
        while (roots.FirstOrDefault(root => !family.Contains(root.TraceId) && root.Links.Any(link => family.Contains(link.TraceId))) is { } next)
        {
            family.Add(next.TraceId);
        }

        return family.SelectMany(Trace).ToArray();
    }

    /// <summary>Waits until <paramref name="condition"/> holds, looking again whenever something arrives.</summary>
    /// <returns>Whether it held in time.</returns>
    public async Task<bool> WaitAsync(Func<bool> condition, TimeSpan timeout)
    {
        using var giveUp = new CancellationTokenSource(timeout);
        while (true)
        {
            Task next;
            lock (gate)
            {
                next = changed.Task;
            }

            if (condition())
            {
                return true;
            }

            try
            {
                await next.WaitAsync(giveUp.Token);
            }
            catch (OperationCanceledException)
            {
                return condition();
            }
        }
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private void Map(string service, Action<ReadOnlyMemory<byte>> receive) =>
        app.MapPost($"/opentelemetry.proto.collector.{service}/Export", async context =>
        {
            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            var message = Unframe(body.ToArray());
            Exported?.Invoke(message);
            receive(message);

            context.Response.ContentType = "application/grpc";
            await context.Response.Body.WriteAsync(new byte[5], context.RequestAborted); // an empty message, uncompressed
            context.Response.AppendTrailer("grpc-status", "0");
        });

    private static ReadOnlyMemory<byte> Unframe(byte[] frame)
    {
        var length = BinaryPrimitives.ReadInt32BigEndian(frame.AsSpan(1, 4));
        if (frame[0] == 0)
        {
            return frame.AsMemory(5, length);
        }

        using var gzip = new GZipStream(new MemoryStream(frame, 5, length), CompressionMode.Decompress);
        using var message = new MemoryStream();
        gzip.CopyTo(message);
        return message.ToArray();
    }

    private void Index(IReadOnlyList<ReceivedSpan> received)
    {
        foreach (var span in received)
        {
            if (!traces.TryGetValue(span.TraceId, out var trace))
            {
                traces[span.TraceId] = trace = [];
            }

            trace.Add(span);
        }
    }

    private void Add<T>(List<T> list, IReadOnlyList<T> items, Action<IReadOnlyList<T>>? index = null)
    {
        lock (gate)
        {
            list.AddRange(items);
            index?.Invoke(items);
            changed.SetResult();
            changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private IReadOnlyList<T> Copy<T>(List<T> list)
    {
        lock (gate)
        {
            return list.ToArray();
        }
    }
}
