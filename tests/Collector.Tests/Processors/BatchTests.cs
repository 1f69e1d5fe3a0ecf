using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;
using TracingReference.Collector.Processors.Batching;
using TracingReference.Collector.Telemetry;

namespace TracingReference.Collector.Tests.Processors;

public sealed class BatchTests
{
    [Fact]
    public async Task WaitsForTheTimeoutOfTheFirstItem()
    {
        var harness = Harness("{timeout: 1s}");
        await harness.SendAsync(Spans.Request(0, 3));
        harness.Time.Advance(TimeSpan.FromMilliseconds(600));
        await harness.SendAsync(Spans.Request(3, 2));
        harness.Time.Advance(TimeSpan.FromMilliseconds(399));
        Assert.Empty(harness.ItemCounts);

        harness.Time.Advance(TimeSpan.FromMilliseconds(1));
        Assert.Equal([5], harness.ItemCounts);
        Assert.Equal(Enumerable.Range(0, 5), Spans.Numbers(harness.Consumer.Batches[0]));
        Assert.Equal(1, harness.Metric("processor_batch_timeout_trigger_send{processor=\"batch\"}"));

        harness.Time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal([5], harness.ItemCounts);
    }

    [Fact]
    public async Task SendsFromTheSizeOn()
    {
        var harness = Harness("{timeout: 1s, send_batch_size: 5}");
        await harness.SendAsync(Spans.Request(0, 4));
        Assert.Empty(harness.ItemCounts);
        await harness.SendAsync(Spans.Request(4, 4));
        Assert.Equal([8], harness.ItemCounts);
        Assert.Equal(1, harness.Metric("processor_batch_batch_size_trigger_send{processor=\"batch\"}"));
        Assert.Equal(8, harness.Metric("processor_batch_batch_send_size_sum{processor=\"batch\"}"));
    }

    [Fact]
    public async Task SplitsExactly()
    {
        var harness = Harness("{timeout: 1s, send_batch_size: 4, send_batch_max_size: 5}");
        await harness.SendAsync(Spans.Request(0, 3, "a"));
        await harness.SendAsync(Spans.Request(3, 9, "b"));
        Assert.Equal([5, 5], harness.ItemCounts);
        harness.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal([5, 5, 2], harness.ItemCounts);
        Assert.Equal(Enumerable.Range(0, 12), harness.Consumer.Batches.SelectMany(Spans.Numbers));
        Assert.Equal(["a", "b"], harness.Consumer.Batches[0].Resources.Select(resource => resource.Resource.Message.Attributes["service.name"]!.Text));
        Assert.Equal("lib", harness.Consumer.Batches[1].Resources[0].Scopes[0].Scope.Message.Text(1));
    }

    [Theory]
    [InlineData("{timeout: 0s}")]
    [InlineData("{send_batch_size: 0}")]
    public async Task WithoutTimeoutOrSizeNothingWaits(string settings)
    {
        var harness = Harness(settings);
        await harness.SendAsync(Spans.Request(0, 3));
        await harness.SendAsync(Spans.Request(3, 2));
        Assert.Equal([3, 2], harness.ItemCounts);
    }

    [Fact]
    public async Task FlushesOnStop()
    {
        var harness = Harness("{timeout: 1h}");
        await harness.SendAsync(Spans.Request(0, 3));
        await harness.Processor.StopAsync(Patience.Timeout);
        Assert.Equal([3], harness.ItemCounts);
    }

    [Fact]
    public async Task DividesAMetricBetweenItsPoints()
    {
        var harness = Harness("{timeout: 1h, send_batch_size: 1, send_batch_max_size: 2}", Signal.Metrics);
        var points = string.Join(',', Enumerable.Range(1, 5).Select(value => $$"""{"asInt":"{{value}}"}"""));
        await harness.SendAsync($$$"""{"resourceMetrics":[{"scopeMetrics":[{"scope":{"name":"lib"},"metrics":[{"name":"m","unit":"s","sum":{"aggregationTemporality":2,"isMonotonic":true,"dataPoints":[{{{points}}}]}}]}]}]}""");
        Assert.Equal([2, 2, 1], harness.ItemCounts);
        var metrics = harness.Requests.Select(request => request["resourceMetrics"]![0]!["scopeMetrics"]![0]!["metrics"]![0]!).ToList();
        Assert.All(metrics, metric => Assert.Equal(("m", "s", "2", "true"),
            (Text(metric["name"]), Text(metric["unit"]), Text(metric["sum"]!["aggregationTemporality"]), Text(metric["sum"]!["isMonotonic"]))));
        Assert.Equal(["1", "2", "3", "4", "5"], metrics.SelectMany(metric => metric["sum"]!["dataPoints"]!.AsArray()).Select(point => Text(point!["asInt"])));
    }

    [Fact]
    public async Task KeepsSendersApartByTheirHeaders()
    {
        var harness = Harness("{timeout: 1s, metadata_keys: [Tenant], metadata_cardinality_limit: 2}");
        await harness.SendAsync(Spans.Request(0, 1), Headers("a"));
        await harness.SendAsync(Spans.Request(1, 1), Headers("b"));
        await harness.SendAsync(Spans.Request(2, 1), Headers("a"));
        var refused = await Assert.ThrowsAsync<ConsumeException>(() => harness.SendAsync(Spans.Request(3, 1), Headers("c")));
        Assert.True(refused.IsPermanent);
        Assert.Equal(2, harness.Metric("processor_batch_metadata_cardinality{processor=\"batch\"}"));

        harness.Time.Advance(TimeSpan.FromSeconds(1));
        var sent = harness.Consumer.Batches.ToDictionary(batch => batch.Metadata["tenant"].Single(), batch => Spans.Numbers(batch).ToArray());
        Assert.Equal([0, 2], sent["a"]);
        Assert.Equal([1], sent["b"]);
    }

    [Fact]
    public async Task GoesOnAfterARefusal()
    {
        var harness = Harness("{timeout: 1s, send_batch_size: 2}");
        harness.Consumer.Refusal = new("no");
        await harness.SendAsync(Spans.Request(0, 2));
        harness.Consumer.Refusal = null;
        await harness.SendAsync(Spans.Request(2, 2));
        Assert.Equal([2, 3], harness.Consumer.Batches.SelectMany(Spans.Numbers));
        Assert.Equal(1, harness.Metric("processor_batch_batch_size_trigger_send{processor=\"batch\"}"));
    }

    [Fact]
    public async Task ASenderWaitsWhileTheNextOneIsBusy()
    {
        var busy = new TaskCompletionSource();
        var context = new ComponentContext(new("batch", ""), Signal.Traces, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance, new(MetricsLevel.None), TimeProvider.System, _ => null);
        var processor = new BatchProcessor(new(TimeSpan.FromHours(1), 1, 0, [], 0), context, new BusyConsumer(busy.Task));
        var first = processor.ConsumeAsync(ProcessorHarness.FromJson(Signal.Traces, Spans.Request(0, 1)), Patience.Timeout).AsTask();
        using var patience = new CancellationTokenSource();
        var second = processor.ConsumeAsync(ProcessorHarness.FromJson(Signal.Traces, Spans.Request(1, 1)), patience.Token).AsTask();
        Assert.False(first.IsCompleted || second.IsCompleted);
        await patience.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        busy.SetResult();
        await first.WaitAsync(Patience.Timeout);
    }

    [Fact]
    public async Task CountsBytesWhereThatIsAsked()
    {
        var harness = Harness("{timeout: 0s}", level: MetricsLevel.Detailed);
        await harness.SendAsync(Spans.Request(0, 3));
        using var writer = new WireWriter();
        harness.Consumer.Batches[0].Write(writer);
        Assert.Equal(writer.Length, harness.Metric("processor_batch_batch_send_size_bytes_sum{processor=\"batch\"}"));
    }

    [Fact]
    public void WhateverTheSizesNothingIsLostOrTwice()
    {
        var sizes = Gen.Choose(1, 12).ArrayOf().Where(array => array.Length is > 0 and < 20);
        Prop.ForAll(Arb.From(sizes), Arb.From(Gen.Choose(1, 10)), Arb.From(Gen.Choose(1, 10)), (requests, sendSize, more) =>
        {
            var harness = Harness($"{{timeout: 1h, send_batch_size: {sendSize}, send_batch_max_size: {sendSize + more}}}");
            var next = 0;
            foreach (var size in requests)
            {
                harness.SendAsync(Spans.Request(next, size)).GetAwaiter().GetResult();
                next += size;
            }

            harness.Processor.StopAsync(Patience.Timeout).GetAwaiter().GetResult();
            Assert.Equal(Enumerable.Range(0, next), harness.Consumer.Batches.SelectMany(Spans.Numbers));
            Assert.All(harness.ItemCounts, count => Assert.InRange(count, 1, sendSize + more));
            return true;
        }).Check(Config.QuickThrowOnFailure.WithReplay(1, 3));
    }

    private static ProcessorHarness Harness(string settings, Signal signal = Signal.Traces, MetricsLevel level = MetricsLevel.Normal) =>
        new(new BatchProcessorFactory(), settings, signal, level);

    private static ClientMetadata Headers(string tenant) => new(new Dictionary<string, string[]>(StringComparer.OrdinalIgnoreCase) { ["tenant"] = [tenant], ["other"] = ["x"] });

    private static string Text(JsonNode? node) => node!.ToString();

    private sealed class BusyConsumer(Task busy) : IConsumer
    {
        public async ValueTask ConsumeAsync(Batch batch, CancellationToken cancellationToken) => await busy;
    }
}
