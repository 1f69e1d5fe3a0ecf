using System.Net;
using System.Net.Sockets;

namespace TracingReference.Collector.Tests.Running;

/// <summary>A stop ends, whatever the back end does; what it cannot deliver is told.</summary>
public sealed class StopTests
{
    [Theory]
    [InlineData("sending_queue: { enabled: false }")]
    [InlineData("sending_queue: { queue_size: 1, num_consumers: 1, block_on_overflow: true }")]
    [InlineData("sending_queue: { queue_size: 1000 }")]
    public async Task WithABackEndThatNeverAnswers(string queue)
    {
        // Without timeouts, and with retries for ever: nothing but the stop's own limit ends a wait.
        await using var sink = new SpanSink();
        var (held, begun) = (new TaskCompletionSource(), new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        sink.Gate = _ =>
        {
            begun.TrySetResult();
            return held.Task;
        };
        await sink.StartAsync();
        await using var collector = await CollectorProcess.StartAsync(Pipeline(sink.Port, queue, "50ms"));
        using var client = new SpanClient(collector);
        Assert.Equal(HttpStatusCode.OK, await client.HttpAsync(client.Request(9)));
        await begun.Task.WaitAsync(CollectorProcess.Patience);
        collector.Terminate();
        Assert.Contains("9 items", await collector.SaysAsync(queue.Contains("false", StringComparison.Ordinal) ? "a batch of" : "Exporting failed"), StringComparison.Ordinal);
        Assert.Equal(0, await collector.ExitCodeAsync());
    }

    [Fact]
    public async Task WithABackEndThatIsNotThere()
    {
        await using var collector = await CollectorProcess.StartAsync(Pipeline(CollectorProcess.FreePort(), "sending_queue: { enabled: false }", "1h"));
        using var client = new SpanClient(collector);
        Assert.Equal(HttpStatusCode.OK, await client.HttpAsync(client.Request(9)));
        collector.Terminate();
        Assert.Contains("9 items", await collector.SaysAsync("a batch of"), StringComparison.Ordinal);
        Assert.Equal(0, await collector.ExitCodeAsync());
    }

    [Fact]
    public async Task TheSameSignalAgainEndsItAtOnce()
    {
        // A connection that is taken and never read.
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        await using var collector = await CollectorProcess.StartAsync(Pipeline(((IPEndPoint)silent.LocalEndpoint).Port, "sending_queue: { queue_size: 1000 }", "50ms"));
        using var client = new SpanClient(collector);
        Assert.Equal(HttpStatusCode.OK, await client.HttpAsync(client.Request(9)));
        using var connection = await silent.AcceptSocketAsync().WaitAsync(CollectorProcess.Patience);
        collector.Terminate();
        await collector.SaysAsync("Stopping");
        collector.Terminate();
        Assert.Equal(3, await collector.ExitCodeAsync());
    }

    private static string Pipeline(int port, string queue, string batchTimeout) => $$"""
        processors: { batch: { timeout: {{batchTimeout}} } }
        exporters:
          otlp_http: { endpoint: "http://127.0.0.1:{{port}}", compression: none, timeout: 0s, retry_on_failure: { initial_interval: 100s, max_interval: 100s, max_elapsed_time: 0 }, {{queue}} }
        service: { pipelines: { traces: { receivers: [otlp], processors: [batch], exporters: [otlp_http] } } }
        """;
}
