using System.Globalization;
using TracingReference.Collector.Configuration;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Processors.Sampling;

/// <summary>The probabilistic_sampler processor: keeps a part of the traces, or of the log records.</summary>
internal sealed class ProbabilisticSamplerFactory() : ProcessorFactory<ProbabilisticSamplerSettings>("probabilistic_sampler")
{
    private const int DefaultPrecision = 4;

    public override IReadOnlyList<Signal> Signals => [Signal.Traces, Signal.Logs];

    protected override ProbabilisticSamplerSettings ReadSettings(ConfigReader reader)
    {
        var settings = new ProbabilisticSamplerSettings(
            (float)reader.Double("sampling_percentage"),
            reader.OneOf("mode", SamplerMode.HashSeed,
                ("", SamplerMode.HashSeed), ("hash_seed", SamplerMode.HashSeed), ("equalizing", SamplerMode.Equalizing), ("proportional", SamplerMode.Proportional)),
            reader.UInt32("hash_seed"), reader.Bool("fail_closed", true), reader.Int32("sampling_precision", DefaultPrecision),
            reader.OneOf("attribute_source", true, ("traceID", true), ("record", false)),
            reader.String("from_attribute"), reader.String("sampling_priority"));
        reader.Finish();

        var ratio = settings.Percentage / 100.0;
        if (!(ratio >= 0) || double.IsInfinity(ratio) || (ratio > 0 && ratio < Threshold.MinProbability))
        {
            reader.Error(string.Create(CultureInfo.InvariantCulture, $"must be 0, or a percentage not below {Threshold.MinProbability * 100}, got {settings.Percentage}"), "sampling_percentage");
        }

        if (settings.Precision is < 1 or > Threshold.HexDigits)
        {
            reader.Error($"must be from 1 to {Threshold.HexDigits} hexadecimal digits, got {settings.Precision}", "sampling_precision");
        }

        if (!settings.UsesTraceId && settings.FromAttribute.Length == 0)
        {
            reader.Warn("attribute_source is record: without a from_attribute no record has a source of randomness", "from_attribute");
        }

        return settings;
    }

    protected override Processor Create(ProbabilisticSamplerSettings settings, ComponentContext context, IConsumer next) =>
        new ProbabilisticSamplerProcessor(settings, context, next);
}
