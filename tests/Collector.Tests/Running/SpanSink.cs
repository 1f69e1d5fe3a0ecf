using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Tests.Running;

/// <summary>A back end for OTLP over HTTP that remembers the id of every span, can be down, and can be held up.</summary>
internal sealed class SpanSink : IAsyncDisposable
{
    private readonly ConcurrentDictionary<ulong, int> _spans = new();
    private readonly Lock _lock = new();
    private readonly List<(int Count, TaskCompletionSource Reached)> _waiting = [];
    private readonly CancellationTokenSource _gone = new();
    private WebApplication? _app;
    private int _requests;

    /// <summary>What a request waits for before it is answered, by its number from 1.</summary>
    public Func<int, Task> Gate { get; set; } = _ => Task.CompletedTask;

    public int Port { get; } = CollectorProcess.FreePort();

    /// <summary>Spans that were told to be taken, each once.</summary>
    public int Count => _spans.Count;

    /// <summary>How often any of them came again.</summary>
    public int Duplicates => _spans.Values.Sum() - _spans.Count;

    public bool Has(ulong span) => _spans.ContainsKey(span);

    public async Task StartAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, Port, listen => listen.Protocols = HttpProtocols.Http1);
        });
        _app = builder.Build();
        _app.Run(TakeAsync);
        await _app.StartAsync();
    }

    /// <summary>Is down from then on: connections are refused.</summary>
    public async Task StopAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.Zero);
        await _app!.StopAsync(patience.Token);
        await _app.DisposeAsync();
    }

    /// <summary>Waits for that many different spans.</summary>
    public async Task HasAsync(int count)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            _waiting.Add((count, reached));
        }

        Tell();
        try
        {
            await reached.Task.WaitAsync(CollectorProcess.Patience);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"the back end has {Count} spans of {count}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        if (_app is { } app)
        {
            await app.DisposeAsync();
        }

        _gone.Dispose();
    }

    private async Task TakeAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        await Gate(Interlocked.Increment(ref _requests)).WaitAsync(_gone.Token);
        using (var batch = Batch.Read(Signal.Traces, Payload.Copy(body.GetBuffer().AsSpan(0, (int)body.Length))))
        {
            foreach (var part in batch.Parts())
            {
                _spans.AddOrUpdate(BinaryPrimitives.ReadUInt64BigEndian(part.Message.Raw(2).Span), 1, (_, count) => count + 1);
            }
        }

        http.Response.ContentType = "application/x-protobuf";
        Tell();
    }

    private void Tell()
    {
        lock (_lock)
        {
            _waiting.RemoveAll(one => Count >= one.Count && one.Reached.TrySetResult());
        }
    }
}
