using TracingReference.Collector.Configuration;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Known;

/// <summary>A processor that a configuration may have, and a run may not.</summary>
internal sealed class KnownProcessorFactory(string type, IReadOnlyList<Signal> signals) : ProcessorFactory<KnownSettings>(type)
{
    public override bool IsRun => false;

    public override IReadOnlyList<Signal> Signals => signals;

    protected override KnownSettings ReadSettings(ConfigReader reader) => KnownSettings.Read(reader, Type);

    protected override Processor Create(KnownSettings settings, ComponentContext context, IConsumer next) =>
        throw KnownSettings.Refuse(context);
}
