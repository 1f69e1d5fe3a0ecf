using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;

namespace TracingReference.Benchmarks.Collector;

/// <summary>Offers requests at a fixed rate, whatever becomes of them (an open model), over a few connections.</summary>
internal sealed class Generator(Uri endpoint, Payload payload) : IDisposable
{
    private const int Senders = 8;
    private static readonly TimeSpan RequestTimeout = TimeSpan.FromSeconds(30);

    private readonly SocketsHttpHandler _handler = new() { EnableMultipleHttp2Connections = false, UseProxy = false, ActivityHeadersPropagator = null };
    private long _next;
    private long _accepted;
    private long _refused;

    /// <summary>Spans of requests that the collector answered with success.</summary>
    public long Accepted => Interlocked.Read(ref _accepted);

    /// <summary>Spans of requests that it answered otherwise, or not at all.</summary>
    public long Refused => Interlocked.Read(ref _refused);

    /// <summary>Offers spans for that long; returns when every request has been answered.</summary>
    /// <returns>How many spans it sent, and in how many seconds.</returns>
    public async Task<(long Spans, double Seconds)> RunAsync(int spansPerSecond, TimeSpan duration)
    {
        using var client = new HttpClient(_handler, disposeHandler: false) { Timeout = RequestTimeout };
        var requests = (long)(spansPerSecond * duration.TotalSeconds / payload.Spans);
        var interval = Stopwatch.Frequency * (double)payload.Spans / spansPerSecond;
        var begin = Stopwatch.GetTimestamp();
        long taken = -1;
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(_ => Task.Run(SendAsync)));
        return (requests * payload.Spans, Stopwatch.GetElapsedTime(begin).TotalSeconds);

        async Task SendAsync()
        {
            var buffer = new byte[payload.Length];
            for (var request = Interlocked.Increment(ref taken); request < requests; request = Interlocked.Increment(ref taken))
            {
                var due = Stopwatch.GetElapsedTime(Stopwatch.GetTimestamp(), begin + (long)(request * interval));
                if (due > TimeSpan.FromMilliseconds(1))
                {
                    await Task.Delay(due);
                }

                await SendOneAsync(client, buffer);
            }
        }
    }

    public void Dispose() => _handler.Dispose();

    private async Task SendOneAsync(HttpClient client, byte[] buffer)
    {
        payload.Stamp(Interlocked.Add(ref _next, payload.Spans) - payload.Spans, (ulong)DateTimeOffset.UtcNow.ToUnixTimeMilliseconds() * 1_000_000, buffer);
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = new ByteArrayContent(buffer) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(payload.IsGrpc ? "application/grpc" : "application/x-protobuf");
        if (payload.IsGrpc)
        {
            (request.Version, request.VersionPolicy) = (HttpVersion.Version20, HttpVersionPolicy.RequestVersionExact);
            request.Headers.TE.Add(new("trailers"));
        }

        var isAccepted = false;
        try
        {
            using var response = await client.SendAsync(request);
            isAccepted = response.IsSuccessStatusCode && (!payload.IsGrpc || Status(response) == "0");
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            // Counted as refused.
        }

        Interlocked.Add(ref isAccepted ? ref _accepted : ref _refused, payload.Spans);
    }

    private static string? Status(HttpResponseMessage response) =>
        (response.TrailingHeaders.TryGetValues("grpc-status", out var trailer) || response.Headers.TryGetValues("grpc-status", out trailer)) ? trailer.First() : null;
}
