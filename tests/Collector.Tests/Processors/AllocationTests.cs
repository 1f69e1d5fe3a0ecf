using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;
using TracingReference.Collector.Processors.Batching;
using TracingReference.Collector.Processors.MemoryLimiter;

namespace TracingReference.Collector.Tests.Processors;

/// <summary>What every span passes allocates by batch, not by span.</summary>
public sealed class AllocationTests
{
    [Theory]
    [InlineData("{timeout: 1h, send_batch_size: 1000}")]
    [InlineData("{timeout: 1h, send_batch_size: 1000, send_batch_max_size: 1100}")]
    public void BatchAllocatesBySpanNothing(string settings)
    {
        var few = Allocated(new BatchProcessorFactory(), settings, 100);
        var many = Allocated(new BatchProcessorFactory(), settings, 400);
        // Moving a group that is divided takes a reference a span.
        Assert.InRange((many - few) / (64.0 * 300), 0, 10);
    }

    [Fact]
    public void MemoryLimiterAllocatesBySpanNothing()
    {
        const string Settings = "{check_interval: 1h, limit_mib: 100000}";
        Assert.InRange((Allocated(new MemoryLimiterFactory(), Settings, 400) - Allocated(new MemoryLimiterFactory(), Settings, 100)) / (64.0 * 300), -1, 1);
    }

    // Bytes that 64 requests of so many spans allocate on their way through.
    private static long Allocated(ProcessorFactory factory, string settings, int spans)
    {
        var harness = new ProcessorHarness(factory, settings);
        var requests = Enumerable.Range(0, 128).Select(number => ProcessorHarness.FromJson(Signal.Traces, Spans.Request(number * spans, spans))).ToList();
        Send(harness, requests.Take(64));
        var before = GC.GetAllocatedBytesForCurrentThread();
        Send(harness, requests.Skip(64));
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static void Send(ProcessorHarness harness, IEnumerable<Batch> requests)
    {
        foreach (var request in requests)
        {
            var sent = harness.Processor.ConsumeAsync(request, CancellationToken.None);
            Assert.True(sent.IsCompletedSuccessfully);
        }
    }
}
