using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace TracingReference.Collector.Tests.Exporters;

/// <summary>A back end on a port of its own that keeps the requests and answers as a test says.</summary>
internal sealed class BackEnd : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<(HeaderDictionary Headers, string Path, byte[] Body)> _requests = Channel.CreateUnbounded<(HeaderDictionary, string, byte[])>();

    private BackEnd(HttpProtocols protocol, Func<HttpContext, Task> answer)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, listen => listen.Protocols = protocol));
        _app = builder.Build();
        _app.Run(async http =>
        {
            using var body = new MemoryStream();
            await http.Request.Body.CopyToAsync(body, http.RequestAborted);
            var headers = new HeaderDictionary();
            foreach (var (name, value) in http.Request.Headers)
            {
                headers[name] = value;
            }

            _requests.Writer.TryWrite((headers, http.Request.Path.Value ?? "", body.ToArray()));
            Interlocked.Increment(ref _count);
            await answer(http);
        });
    }

    private int _count;

    public int Count => Volatile.Read(ref _count);

    public Uri Url => new(_app.Urls.First());

    public static async Task<BackEnd> StartAsync(HttpProtocols protocol, Func<HttpContext, Task> answer)
    {
        var backEnd = new BackEnd(protocol, answer);
        await backEnd._app.StartAsync();
        return backEnd;
    }

    public async Task<(HeaderDictionary Headers, string Path, byte[] Body)> NextAsync() => await _requests.Reader.ReadAsync().AsTask().WaitAsync(TestContext.Patience);

    public async ValueTask DisposeAsync()
    {
        using var patience = new CancellationTokenSource(TestContext.Patience);
        await _app.StopAsync(patience.Token);
        await _app.DisposeAsync();
    }
}
