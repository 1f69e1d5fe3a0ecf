using TracingReference.Collector.Configuration;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Known;

/// <summary>A connector that a configuration may have, and a run may not.</summary>
internal sealed class KnownConnectorFactory(string type, IReadOnlyList<(Signal From, Signal To)> pairs) : ConnectorFactory<KnownSettings>(type)
{
    public override bool IsRun => false;

    public override IReadOnlyList<Signal> Signals => [.. pairs.Select(pair => pair.From).Distinct()];

    public override bool Connects(Signal from, Signal to) => pairs.Contains((from, to));

    protected override KnownSettings ReadSettings(ConfigReader reader) => KnownSettings.Read(reader, Type);

    protected override IExporter Create(KnownSettings settings, ComponentContext context, Signal to, IConsumer next) =>
        throw KnownSettings.Refuse(context);
}
