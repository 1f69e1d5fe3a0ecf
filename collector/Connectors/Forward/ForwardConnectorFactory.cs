using TracingReference.Collector.Configuration;
using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Connectors.Forward;

/// <summary>The forward connector: joins pipelines of one signal, or splits them.</summary>
internal sealed class ForwardConnectorFactory() : ConnectorFactory<ForwardConnectorFactory>("forward")
{
    public override bool Connects(Signal from, Signal to) => from == to;

    protected override ForwardConnectorFactory ReadSettings(ConfigReader reader)
    {
        reader.Finish();
        return this;
    }

    protected override IExporter Create(ForwardConnectorFactory settings, ComponentContext context, Signal to, IConsumer next) => new ForwardConnector(next);
}
