using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;
using TracingReference.Collector.Telemetry;

namespace TracingReference.Collector.Processors.MemoryLimiter;

/// <summary>Lets batches pass, or refuses them so that their senders try again later.</summary>
internal sealed class MemoryLimiterProcessor(MemoryWatch watch, ComponentContext context, IConsumer next) : CountedProcessor(context, next)
{
    private readonly OwnCounter _accepted = Counter(context, "accepted");
    private readonly OwnCounter _refused = Counter(context, "refused");

    public override Task StartAsync(CancellationToken cancellationToken)
    {
        watch.Start();
        return Task.CompletedTask;
    }

    public override Task StopAsync(CancellationToken cancellationToken)
    {
        watch.Stop();
        return Task.CompletedTask;
    }

    protected override void Process(Batch batch, int itemCount)
    {
        if (watch.MustRefuse)
        {
            _refused.Add(itemCount);
            throw new ConsumeException("data refused due to high memory usage");
        }

        _accepted.Add(itemCount);
    }

    private static OwnCounter Counter(ComponentContext context, string what) =>
        context.Metrics.Counter($"processor_memory_limiter_{what}_{OwnNames.Items(context.Signal)}", MetricsLevel.Basic, ("processor", context.Id.ToString()));
}
