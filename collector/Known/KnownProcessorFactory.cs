using TracingReference.Collector.Configuration;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Known;

/// <summary>A processor that a configuration may have, and a run may not.</summary>
internal sealed class KnownProcessorFactory(string type) : ProcessorFactory<KnownSettings>(type)
{
    public override bool IsRun => false;

    protected override KnownSettings ReadSettings(ConfigReader reader) => KnownSettings.Read(reader, Type);

    protected override Processor Create(KnownSettings settings, ComponentContext context, IConsumer next) =>
        throw KnownSettings.Refuse(context);
}
