using TracingReference.Collector.Configuration;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;
using TracingReference.Collector.Processors.Sampling;

namespace TracingReference.Collector.Processors.Adaptive;

/// <summary>The adaptive processor: samples each route towards the same number of traces a second. Not part of otelcol.</summary>
internal sealed class AdaptiveProcessorFactory() : ProcessorFactory<AdaptiveSettings>("adaptive")
{
    public override IReadOnlyList<Signal> Signals => [Signal.Traces];

    protected override AdaptiveSettings ReadSettings(ConfigReader reader)
    {
        var settings = new AdaptiveSettings(
            reader.Double("target_traces_per_second", 10), reader.Duration("window", TimeSpan.FromSeconds(5)),
            reader.String("route_attribute", "http.route"), reader.String("probability_attribute", "sampling.probability"),
            reader.Int32("max_routes", 1000), reader.Int32("num_traces", 100_000), reader.Int32("sampling_precision", 4));
        reader.Finish();
        if (!(settings.Target > 0) || double.IsInfinity(settings.Target))
        {
            reader.Error("must be greater than zero", "target_traces_per_second");
        }

        if (settings.Window < TimeSpan.FromSeconds(1) || settings.Window > TimeSpan.FromHours(1))
        {
            reader.Error("must be from 1s to 1h", "window");
        }

        if (settings.MaxRoutes < 1 || settings.MaxTraces < 1)
        {
            reader.Error("must be greater than zero, as num_traces", "max_routes");
        }

        if (settings.Precision is < 1 or > Threshold.HexDigits)
        {
            reader.Error($"must be from 1 to {Threshold.HexDigits} hexadecimal digits, got {settings.Precision}", "sampling_precision");
        }

        if (settings.RouteAttribute.Length == 0)
        {
            reader.Error("can't be empty", "route_attribute");
        }

        return settings;
    }

    protected override Processor Create(AdaptiveSettings settings, ComponentContext context, IConsumer next) => new AdaptiveProcessor(settings, context, next);
}
