using TracingReference.Collector.Configuration;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Known;

/// <summary>A receiver that a configuration may have, and a run may not.</summary>
internal sealed class KnownReceiverFactory(string type, IReadOnlyList<Signal> signals) : ReceiverFactory<KnownSettings>(type)
{
    public override bool IsRun => false;

    public override IReadOnlyList<Signal> Signals => signals;

    protected override KnownSettings ReadSettings(ConfigReader reader) => KnownSettings.Read(reader, Type);

    protected override IComponent Create(KnownSettings settings, ComponentContext context, IReadOnlyDictionary<Signal, IConsumer> consumers) =>
        throw KnownSettings.Refuse(context);
}
