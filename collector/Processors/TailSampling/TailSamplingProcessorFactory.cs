using TracingReference.Collector.Configuration;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Processors.TailSampling;

/// <summary>The tail_sampling processor: decides of whole traces, after a while, which of them are kept.</summary>
internal sealed class TailSamplingProcessorFactory() : ProcessorFactory<TailSamplingSettings>("tail_sampling")
{
    private const string SpanIngest = "span-ingest";

    public override IReadOnlyList<Signal> Signals => [Signal.Traces];

    protected override TailSamplingSettings ReadSettings(ConfigReader reader)
    {
        var cache = reader.Section("decision_cache");
        var settings = new TailSamplingSettings(
            DecisionWait: reader.Duration("decision_wait", TimeSpan.FromSeconds(30)),
            WaitAfterRoot: reader.Duration("decision_wait_after_root_received", TimeSpan.Zero),
            MaxTraces: reader.UInt("num_traces", 50_000),
            ExpectedPerSecond: reader.UInt("expected_new_traces_per_sec"),
            Policies: PolicyReader.ReadAll(reader),
            SampledCacheSize: cache?.Int("sampled_cache_size") ?? 0,
            NotSampledCacheSize: cache?.Int("non_sampled_cache_size") ?? 0,
            SampleOnFirstMatch: reader.Bool("sample_on_first_match"),
            DropPendingOnShutdown: reader.Bool("drop_pending_traces_on_shutdown"),
            MaxTraceBytes: reader.UInt("maximum_trace_size_bytes"),
            BlockOnOverflow: reader.Bool("block_on_overflow"),
            DecideOnIngest: reader.OneOf("sampling_strategy", false, ("trace-complete", false), (SpanIngest, true), ("", false)));
        cache?.Finish();
        if (reader.Has("tail_storage"))
        {
            reader.Error("tail_storage is not supported: pending traces are held in memory", "tail_storage");
        }

        Check(reader, settings);
        reader.Finish();
        return settings;
    }

    protected override Processor Create(TailSamplingSettings settings, ComponentContext context, IConsumer next) =>
        new TailSamplingProcessor(settings, context, next);

    private static void Check(ConfigReader reader, TailSamplingSettings settings)
    {
        if (settings.BlockOnOverflow && (settings.SampledCacheSize <= 0 || settings.NotSampledCacheSize <= 0))
        {
            reader.Warn("decided traces leave memory only into decision_cache; without both caches, num_traces is reached for good", "block_on_overflow");
        }

        if (!settings.DecideOnIngest)
        {
            return;
        }

        foreach (var policy in settings.Policies.Where(PolicyReader.IsStateful))
        {
            PolicyReader.StartError(reader, $"sampling_strategy \"{SpanIngest}\" requires all policies to be stateless, but policy \"{policy.Name}\" is stateful");
        }
    }
}
