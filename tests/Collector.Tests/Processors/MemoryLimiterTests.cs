using Microsoft.Extensions.Logging.Abstractions;
using TracingReference.Collector.Configuration;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;
using TracingReference.Collector.Processors.MemoryLimiter;
using TracingReference.Collector.Telemetry;
using TracingReference.Collector.Tests.TailSampling;
using TracingReference.Tests.Support;

namespace TracingReference.Collector.Tests.Processors;

public sealed class MemoryLimiterTests
{
    private const string Accepted = "processor_memory_limiter_accepted_spans{processor=\"memory_limiter\"}";
    private const string Refused = "processor_memory_limiter_refused_spans{processor=\"memory_limiter\"}";
    private readonly ManualTime _time = new();
    private readonly TestHeap _heap = new();

    [Fact]
    public void RefusesFromTheSoftLimitUntilBelowIt()
    {
        var watch = Watch();
        _heap.Used = 79;
        Assert.False(IsRefusing(watch));
        _heap.Used = 80;
        Assert.True(IsRefusing(watch));
        _heap.Used = 79;
        Assert.False(IsRefusing(watch));
    }

    [Fact]
    public void CollectsFirstAndRefusesOnlyIfThatIsOfNoUse()
    {
        var watch = Watch();
        _time.Advance(TimeSpan.FromSeconds(11));
        (_heap.Used, _heap.AfterCollection) = (90, 30);
        Assert.False(IsRefusing(watch));
        Assert.Equal(1, _heap.Collections);
    }

    [Fact]
    public void CollectsSeldomAboveTheSoftLimitAndOftenAboveTheHardOne()
    {
        var watch = Watch();
        _heap.Used = 90;
        Assert.True(IsRefusing(watch));
        Assert.Equal(0, _heap.Collections);

        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(1, _heap.Collections);

        // Of no use: the next one comes after twice the least time, and so on up to the most.
        _time.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(1, _heap.Collections);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, _heap.Collections);

        // Memory that has fallen by itself ends the waiting; above the hard limit every check may collect.
        _heap.Used = 10;
        Assert.False(IsRefusing(watch));
        (_heap.Used, _heap.AfterCollection) = (200, 10);
        Assert.False(IsRefusing(watch));
        _heap.Used = 200;
        Assert.False(IsRefusing(watch));
        Assert.Equal(4, _heap.Collections);
    }

    [Fact]
    public async Task PassesOrRefusesAndCounts()
    {
        var metrics = new OwnMetrics(MetricsLevel.Basic);
        var context = new ComponentContext(new("memory_limiter", ""), Signal.Traces, NullLoggerFactory.Instance, metrics, _time, _ => null);
        var consumer = new RecordingConsumer();
        var watch = new MemoryWatch(Settings, _time, _heap, NullLogger.Instance);
        var processor = new MemoryLimiterProcessor(watch, context, consumer);
        await processor.StartAsync(Patience.Timeout);
        await processor.ConsumeAsync(Request(3), Patience.Timeout);
        _heap.Used = 100;
        _time.Advance(TimeSpan.FromSeconds(1));
        var refusal = await Assert.ThrowsAsync<ConsumeException>(() => processor.ConsumeAsync(Request(2), Patience.Timeout).AsTask());
        Assert.Equal(("data refused due to high memory usage", false, null), (refusal.Message, refusal.IsPermanent, refusal.Status));
        Assert.Single(consumer.Batches);
        Assert.Equal((3, 2), (Value(metrics, Accepted), Value(metrics, Refused)));

        await processor.StopAsync(Patience.Timeout);
        _heap.Used = 0;
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.True(watch.MustRefuse);
    }

    [Fact]
    public async Task AHugeLimitLetsEverythingPass()
    {
        var harness = new ProcessorHarness(new MemoryLimiterFactory(), "{check_interval: 1s, limit_percentage: 100, spike_limit_percentage: 1}");
        await harness.Processor.StartAsync(Patience.Timeout);
        harness.Time.Advance(TimeSpan.FromSeconds(2));
        await harness.SendAsync(Spans.Request(0, 3));
        await harness.Processor.StopAsync(Patience.Timeout);
        Assert.Equal([3], harness.ItemCounts);
        Assert.Equal(3, harness.Metric("processor_incoming_items{otel_signal=\"traces\",processor=\"memory_limiter\"}"));
    }

    [Fact]
    public async Task ALimitBelowWhatTheProcessNeedsRefuses()
    {
        var harness = new ProcessorHarness(new MemoryLimiterFactory(), "{check_interval: 1s, limit_mib: 1}");
        var held = new byte[2 * 1024 * 1024];
        await harness.Processor.StartAsync(Patience.Timeout);
        harness.Time.Advance(TimeSpan.FromSeconds(1));
        await Assert.ThrowsAsync<ConsumeException>(() => harness.SendAsync(Spans.Request(0, 2)));
        await harness.Processor.StopAsync(Patience.Timeout);
        Assert.Equal(2, harness.Metric(Refused));
        GC.KeepAlive(held);
    }

    [Theory]
    [InlineData("{limit_mib: 100}", "check_interval")]
    [InlineData("{check_interval: 1s}", "limit_mib")]
    [InlineData("{check_interval: 1s, limit_percentage: 150}", "limit_percentage")]
    [InlineData("{check_interval: 1s, limit_mib: 10, spike_limit_mib: 10}", "spike_limit_mib")]
    [InlineData("{check_interval: 1s, limit_percentage: 10, spike_limit_percentage: 20}", "spike_limit_percentage")]
    [InlineData("{check_interval: 1s, limit_mib: 10, min_gc_interval_when_hard_limited: 20s}", "min_gc_interval_when_soft_limited")]
    public void RefusesWhatCannotBe(string settings, string key)
    {
        var error = Assert.Throws<ConfigException>(() => new ProcessorHarness(new MemoryLimiterFactory(), settings));
        Assert.Equal($"processors::memory_limiter::{key}", error.Errors.Single().Path);
    }

    private static MemoryLimiterSettings Settings =>
        new(TimeSpan.FromSeconds(1), 100, 20, new(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30)), new(TimeSpan.Zero, TimeSpan.FromSeconds(30)));

    private static Batch Request(int count) => ProcessorHarness.FromJson(Signal.Traces, Spans.Request(0, count));

    private static double Value(OwnMetrics metrics, string series) => metrics.Read()
        .SelectMany(family => family.Series.Select(one => (Name: $"{family.Name}{{{one.Labels}}}", one.Instrument)))
        .Single(one => one.Name == series).Instrument.Samples().Single().Value;

    private MemoryWatch Watch()
    {
        var watch = new MemoryWatch(Settings, _time, _heap, NullLogger.Instance);
        watch.Start();
        return watch;
    }

    private bool IsRefusing(MemoryWatch watch)
    {
        _time.Advance(TimeSpan.FromSeconds(1));
        return watch.MustRefuse;
    }

    private sealed class TestHeap : IHeap
    {
        public long Used { get; set; }

        public long? AfterCollection { get; set; }

        public int Collections { get; private set; }

        public void Collect()
        {
            Collections++;
            Used = AfterCollection ?? Used;
        }
    }
}
