using System.Diagnostics;
using System.Globalization;
using System.Net;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Tests.Running;

/// <summary>To the span, with the real process: sent = delivered + sampled out + refused + dropped, by its own metrics and by the back end's count.</summary>
public sealed class LossAccountingTests
{
    private const string Http = "\"http\"";
    private const string Grpc = "\"grpc\"";

    /// <summary>How long the back end is down: a little in CI, 60 s by hand.</summary>
    private static readonly TimeSpan Outage =
        TimeSpan.FromSeconds(double.Parse(Environment.GetEnvironmentVariable("TRACING_OUTAGE_SECONDS") ?? "5", CultureInfo.InvariantCulture));

    [Fact]
    public async Task ABackEndThatIsDownForAWhileLosesNothing()
    {
        await using var sink = new SpanSink();
        await using var collector = await CollectorProcess.StartAsync($$"""
            processors: { probabilistic_sampler: { sampling_percentage: 50 } }
            {{Exporter(sink, "sending_queue: { queue_size: 100000 }")}}
            service: { pipelines: { traces: { receivers: [otlp], processors: [probabilistic_sampler], exporters: [otlp_http] } } }
            """);
        using var client = new SpanClient(collector);
        await sink.StartAsync();
        await SendAsync(client, 50);
        await sink.StopAsync();

        // Load goes on for as long as nobody is there to take it.
        using var turn = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        for (var begin = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(begin) < Outage;)
        {
            await SendAsync(client, 2);
            await turn.WaitForNextTickAsync();
        }

        await sink.StartAsync();
        await SendAsync(client, 50);
        var sampledOut = await collector.MetricAsync("processor_probabilistic_sampler_count_traces_sampled", "sampled=\"false\"");
        Assert.InRange(sampledOut, 1, client.Made - 1);
        var delivered = (int)(client.Made - sampledOut);
        await sink.HasAsync(delivered);
        await collector.UntilAsync(delivered, () => collector.MetricAsync("exporter_sent_spans"));
        Assert.Equal(delivered, sink.Count);
        Assert.Equal(client.Made, await collector.MetricAsync("receiver_accepted_spans"));
        Assert.Equal(0, await RefusedAndDroppedAsync(collector));
    }

    [Fact]
    public async Task WhatAPersistentQueueHasAcceptedOutlivesSigkill()
    {
        var folder = Directory.CreateTempSubdirectory("queue");
        try
        {
            await using var sink = new SpanSink();
            var pipeline = $$"""
                extensions: { file_storage: { directory: "{{folder.FullName}}" } }
                {{Exporter(sink, "sending_queue: { queue_size: 1000, num_consumers: 2, storage: file_storage }")}}
                service: { extensions: [file_storage], pipelines: { traces: { receivers: [otlp], exporters: [otlp_http] } } }
                """;

            // Ten requests are answered, then the back end hangs: killed amid deliveries, with a queue behind them.
            var hung = new TaskCompletionSource();
            sink.Gate = request => request <= 10 ? Task.CompletedTask : hung.Task;
            await sink.StartAsync();
            int made;
            await using (var first = await CollectorProcess.StartAsync(pipeline))
            {
                using var client = new SpanClient(first);
                await SendAsync(client, 100);
                made = client.Made;
                await sink.HasAsync(10 * 9);
                await first.KillAsync();
            }

            hung.SetResult();
            await using var second = await CollectorProcess.StartAsync(pipeline);
            await sink.HasAsync(made);
            await second.UntilAsync(0, () => second.MetricAsync("exporter_queue_size"));
            Assert.Equal(made, sink.Count);

            // At least once: only what was under way, or not yet crossed out, comes again.
            Assert.InRange(sink.Duplicates, 0, made);
            Assert.Equal(0, await RefusedAndDroppedAsync(second));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Fact]
    public async Task AFullQueueIsToldToTheSenderAndCounted()
    {
        const int Capacity = 5;
        await using var sink = new SpanSink();
        var held = new TaskCompletionSource();
        sink.Gate = _ => held.Task;
        await sink.StartAsync();
        await using var collector = await CollectorProcess.StartAsync($$"""
            {{Exporter(sink, "sending_queue: { queue_size: 5, num_consumers: 1 }")}}
            service: { pipelines: { traces: { receivers: [otlp], exporters: [otlp_http] } } }
            """);
        using var client = new SpanClient(collector);
        var (http, grpc) = (new List<HttpStatusCode>(), new List<StatusCode>());
        for (var request = 0; request < 10; request++)
        {
            http.Add(await client.HttpAsync(client.Request(10)));
            grpc.Add(await client.GrpcAsync(client.Request(10)));
        }

        Assert.Equal(Enumerable.Repeat(HttpStatusCode.OK, 3).Concat(Enumerable.Repeat(HttpStatusCode.ServiceUnavailable, 7)), http);
        Assert.Equal(Enumerable.Repeat(StatusCode.OK, 2).Concat(Enumerable.Repeat(StatusCode.Unavailable, 8)), grpc);
        Assert.Equal(Capacity, await collector.MetricAsync("exporter_queue_size"));
        Assert.Equal(150, await collector.MetricAsync("exporter_enqueue_failed_spans"));
        Assert.Equal(70, await collector.MetricAsync("receiver_refused_spans", Http));
        Assert.Equal(80, await collector.MetricAsync("receiver_refused_spans", Grpc));
        held.SetResult();
        await sink.HasAsync(50);
        await collector.UntilAsync(50, () => collector.MetricAsync("exporter_sent_spans"));
        Assert.Equal((200, 50), (client.Made, sink.Count));
        Assert.Equal(50, await collector.MetricAsync("receiver_accepted_spans"));
    }

    [Fact]
    public async Task TheMemoryLimitIsToldToTheSenderAndHolds()
    {
        const long MiB = 1024 * 1024;
        await using var sink = new SpanSink();
        var held = new TaskCompletionSource();
        sink.Gate = _ => held.Task;
        await sink.StartAsync();
        await using var collector = await CollectorProcess.StartAsync($$"""
            processors: { memory_limiter: { check_interval: 20ms, limit_mib: 100, spike_limit_mib: 20, min_gc_interval_when_soft_limited: 0s } }
            {{Exporter(sink, "sending_queue: { queue_size: 1000000, num_consumers: 2 }, timeout: 60s")}}
            service: { pipelines: { traces: { receivers: [otlp], processors: [memory_limiter], exporters: [otlp_http] } } }
            """);
        using var client = new SpanClient(collector);
        var (accepted, refused) = (0, 0);
        var isHttp = true;

        // Ten times the limit, over both protocols in turn.
        for (var request = 0; request < 1000; request++, isHttp = !isHttp)
        {
            var body = client.Request(3, padding: 350_000);
            var isAccepted = isHttp
                ? Is(await client.HttpAsync(body), HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable)
                : Is(await client.GrpcAsync(body), StatusCode.OK, StatusCode.Unavailable);
            (accepted, refused) = isAccepted ? (accepted + 3, refused) : (accepted, refused + 3);
        }

        Assert.InRange(accepted, 30, 600);
        Assert.Equal(refused, await collector.MetricAsync("processor_memory_limiter_refused_spans"));
        Assert.Equal(refused, await collector.MetricAsync("receiver_refused_spans"));
        Assert.Equal(accepted, await collector.MetricAsync("receiver_accepted_spans"));
        held.SetResult();
        await sink.HasAsync(accepted);
        await collector.UntilAsync(accepted, () => collector.MetricAsync("exporter_sent_spans"));
        Assert.Equal(client.Made, sink.Count + refused);

        // The limit is of the managed heap; the process around it has its own size.
        Assert.InRange(collector.PeakResident, 100 * MiB, 450 * MiB);

        // Once the queue is empty, there is room again.
        using var turn = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        using var patience = new CancellationTokenSource(CollectorProcess.Patience);
        while (await client.HttpAsync(client.Request(3)) != HttpStatusCode.OK)
        {
            await turn.WaitForNextTickAsync(patience.Token);
        }

        await sink.HasAsync(accepted + 3);

        static bool Is<T>(T status, T good, T bad)
            where T : struct
        {
            Assert.Contains(status, new[] { good, bad });
            return status.Equals(good);
        }
    }

    [Fact]
    public async Task ASlowBackEndSlowsItsSendersDown()
    {
        await using var sink = new SpanSink();
        var (turns, begun) = (new SemaphoreSlim(0), new SemaphoreSlim(0));
        sink.Gate = _ =>
        {
            begun.Release();
            return turns.WaitAsync();
        };
        await sink.StartAsync();
        await using var collector = await CollectorProcess.StartAsync($$"""
            {{Exporter(sink, "sending_queue: { queue_size: 4, num_consumers: 1, block_on_overflow: true }, timeout: 60s")}}
            service: { pipelines: { traces: { receivers: [otlp], exporters: [otlp_http] } } }
            """);
        using var client = new SpanClient(collector);
        var answered = 0;
        var sending = Enumerable.Range(0, 60).Select(_ => client.Request(5)).ToList().Select(async request =>
        {
            Assert.Equal(HttpStatusCode.OK, await client.HttpAsync(request));
            Interlocked.Increment(ref answered);
        }).ToList();
        for (var request = 1; request <= 60; request++)
        {
            Assert.True(await begun.WaitAsync(CollectorProcess.Patience));

            // A sender is answered when its request has a place: what is delivered, and four more.
            Assert.InRange(Volatile.Read(ref answered), 0, request + 3);
            Assert.InRange(await collector.MetricAsync("exporter_queue_size"), 1, 4);
            turns.Release();
        }

        await Task.WhenAll(sending).WaitAsync(CollectorProcess.Patience);
        await sink.HasAsync(300);
        await collector.UntilAsync(300, () => collector.MetricAsync("exporter_sent_spans"));
        Assert.Equal((300, 300, 0), (client.Made, sink.Count, sink.Duplicates));
        Assert.Equal(300, await collector.MetricAsync("receiver_accepted_spans"));
        Assert.Equal(0, await RefusedAndDroppedAsync(collector));
    }

    [Fact]
    public async Task WhatTailSamplingDoesNotKeepIsCounted()
    {
        await using var sink = new SpanSink();
        await sink.StartAsync();
        await using var collector = await CollectorProcess.StartAsync($$"""
            processors:
              tail_sampling: { decision_wait: 1s, num_traces: 10000, policies: [{ name: share, type: probabilistic, probabilistic: { sampling_percentage: 30 } }] }
              batch: { timeout: 50ms }
            {{Exporter(sink, "sending_queue: { queue_size: 1000 }")}}
            service: { pipelines: { traces: { receivers: [otlp], processors: [tail_sampling, batch], exporters: [otlp_http] } } }
            """);
        using var client = new SpanClient(collector);
        await SendAsync(client, 200);
        await collector.UntilAsync(client.Made, async () =>
            await collector.MetricAsync("exporter_sent_spans") + await collector.MetricAsync("processor_tail_sampling_spans_not_kept"));
        var sampledOut = (int)await collector.MetricAsync("processor_tail_sampling_spans_not_kept", "reason=\"policies\"");
        Assert.InRange(sampledOut, 1, client.Made - 1);
        await sink.HasAsync(client.Made - sampledOut);
        Assert.Equal((client.Made - sampledOut, 0), (sink.Count, sink.Duplicates));
        Assert.Equal(0, await RefusedAndDroppedAsync(collector));
    }

    private static string Exporter(SpanSink sink, string more) => $$"""
        exporters:
          otlp_http: { endpoint: "http://127.0.0.1:{{sink.Port}}", compression: none, retry_on_failure: { initial_interval: 50ms, max_interval: 200ms, max_elapsed_time: 0 }, {{more}} }
        """;

    // Nine spans a request, over both protocols in turn.
    private static async Task SendAsync(SpanClient client, int requests)
    {
        for (var request = 0; request < requests; request++)
        {
            if (request % 2 == 0)
            {
                Assert.Equal(HttpStatusCode.OK, await client.HttpAsync(client.Request(9)));
            }
            else
            {
                Assert.Equal(StatusCode.OK, await client.GrpcAsync(client.Request(9)));
            }
        }
    }

    private static async Task<long> RefusedAndDroppedAsync(CollectorProcess collector)
    {
        var sum = 0L;
        foreach (var name in new[] { "receiver_refused_spans", "receiver_failed_spans", "exporter_enqueue_failed_spans", "exporter_send_failed_spans" })
        {
            sum += await collector.MetricAsync(name);
        }

        return sum;
    }
}
