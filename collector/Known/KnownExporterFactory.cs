using TracingReference.Collector.Configuration;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Known;

/// <summary>An exporter that a configuration may have, and a run may not.</summary>
internal sealed class KnownExporterFactory(string type, IReadOnlyList<Signal> signals) : ExporterFactory<KnownSettings>(type)
{
    public override bool IsRun => false;

    public override IReadOnlyList<Signal> Signals => signals;

    protected override KnownSettings ReadSettings(ConfigReader reader) => KnownSettings.Read(reader, Type);

    protected override IExporter Create(KnownSettings settings, ComponentContext context) =>
        throw KnownSettings.Refuse(context);
}
