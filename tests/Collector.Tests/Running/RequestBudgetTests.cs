using System.Net;
using System.Net.Sockets;
using System.Text;

namespace TracingReference.Collector.Tests.Running;

/// <summary>The receiver holds so many bytes of requests at a time, and tells everybody else to come again.</summary>
public sealed class RequestBudgetTests
{
    private const int MiB = 1024 * 1024;

    [Fact]
    public async Task ManyLargeRequestsAtATime()
    {
        await using var collector = await CollectorProcess.StartAsync("""
            exporters: { debug: {} }
            service: { pipelines: { traces: { receivers: [otlp], exporters: [debug] } } }
            """);
        using var client = new SpanClient(collector);

        // All but the last byte of each: the receiver must hold them, and may hold 80 MiB of them.
        var request = client.Request(1, padding: 10 * MiB);
        var head = Encoding.ASCII.GetBytes($"POST /v1/traces HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/x-protobuf\r\nContent-Length: {request.Length}\r\n\r\n");
        var connections = new List<TcpClient>();
        var streams = new List<NetworkStream>();
        var answers = new List<Task<string>>();
        try
        {
            var sent = new List<Task>();
            for (var number = 0; number < 12; number++)
            {
                var connection = await RawClient.ConnectAsync(collector.Ports.Http, head);
                connections.Add(connection);
                streams.Add(connection.GetStream());
                sent.Add(streams[^1].WriteAsync(request.AsMemory(0, request.Length - 1)).AsTask());
                answers.Add(RawClient.ReadToEndAsync(connection));
            }

            var first = await Task.WhenAny(answers).WaitAsync(CollectorProcess.Patience);
            Assert.StartsWith("HTTP/1.1 503", await first, StringComparison.Ordinal);
            foreach (var (stream, written) in streams.Zip(sent))
            {
                // A refused one may be closed by now.
                await written.ContinueWith(_ => { }, TaskScheduler.Default).WaitAsync(CollectorProcess.Patience);
                await stream.WriteAsync(request.AsMemory(request.Length - 1)).AsTask().ContinueWith(_ => { }, TaskScheduler.Default);
            }

            var statuses = (await Task.WhenAll(answers).WaitAsync(CollectorProcess.Patience)).Select(answer => answer.Split(' ').ElementAtOrDefault(1)).ToList();
            Assert.All(statuses, status => Assert.Contains(status, new[] { "200", "503" }));
            Assert.Contains("200", statuses);
            Assert.InRange(collector.PeakResident, 1, 512 * MiB);
            Assert.Equal(HttpStatusCode.OK, await client.HttpAsync(client.Request(3)));
            Assert.Equal(statuses.Count(status => status == "503"), await collector.MetricAsync("receiver_refused_requests"));
        }
        finally
        {
            connections.ForEach(connection => connection.Dispose());
        }
    }
}
