using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;
using TracingReference.Collector.Receivers.Otlp;
using TracingReference.Collector.Tests.Exporters;

namespace TracingReference.Collector.Tests.Pipelines;

/// <summary>What becomes of a batch when a consumer gives up, or fails in a way that nobody planned.</summary>
public sealed class GivingUpTests
{
    [Fact]
    public async Task A_client_that_leaves_has_been_refused()
    {
        var context = new TestContext(TimeProvider.System);
        var consumer = new FailingConsumer(new OperationCanceledException());
        var intake = new SignalIntake(Signal.Traces, consumer, context.For("otlp"), "http");
        await Assert.ThrowsAsync<OperationCanceledException>(() => intake.ConsumeAsync(OneSpan(), ClientMetadata.None, default).AsTask());
        consumer.Failure = new InvalidOperationException("a fault");
        await Assert.ThrowsAsync<InvalidOperationException>(() => intake.ConsumeAsync(OneSpan(), ClientMetadata.None, default).AsTask());
        const string Labels = "receiver=\"otlp\",transport=\"http\"";
        Assert.Equal((0, 1, 1),
            (context.Metric("receiver_accepted_spans", Labels), context.Metric("receiver_refused_spans", Labels), context.Metric("receiver_failed_spans", Labels)));
    }

    [Fact]
    public async Task The_other_consumers_get_the_batch_all_the_same()
    {
        var (first, second) = (new FailingConsumer(new OperationCanceledException()), new FailingConsumer(null));
        await Assert.ThrowsAsync<OperationCanceledException>(() => FanOut.To([first, second]).ConsumeAsync(TestContext.Span("a"), default).AsTask());
        Assert.Equal(["a"], first.Names);
        Assert.Equal(["a"], second.Names);
    }

    private static Payload OneSpan()
    {
        using var writer = new WireWriter();
        TestContext.Span("a").Write(writer);
        return Payload.Copy(writer.Written);
    }

    private sealed class FailingConsumer(Exception? failure) : IConsumer
    {
        public Exception? Failure { get; set; } = failure;

        public List<string> Names { get; } = [];

        public ValueTask ConsumeAsync(Batch batch, CancellationToken cancellationToken)
        {
            using (batch)
            {
                Names.AddRange(TestContext.SpanNames(batch));
                return Failure is null ? ValueTask.CompletedTask : ValueTask.FromException(Failure);
            }
        }
    }
}
