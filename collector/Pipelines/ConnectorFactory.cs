using TracingReference.Collector.Configuration;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Pipelines;

/// <summary>A type of connector: the end of one pipeline and the beginning of another.</summary>
public abstract class ConnectorFactory(string type) : ComponentFactory(ComponentKind.Connector, type)
{
    /// <summary>What it gives for what it takes.</summary>
    public abstract bool Connects(Signal from, Signal to);

    /// <summary>One is made for each pair of signals; the context's signal is the one it takes.</summary>
    public abstract IExporter Create(object settings, ComponentContext context, Signal to, IConsumer next);
}

/// <inheritdoc/>
public abstract class ConnectorFactory<TSettings>(string type) : ConnectorFactory(type)
    where TSettings : notnull
{
    public sealed override object Read(ConfigReader reader) => ReadSettings(reader);

    public sealed override IExporter Create(object settings, ComponentContext context, Signal to, IConsumer next) =>
        Create((TSettings)settings, context, to, next);

    protected abstract TSettings ReadSettings(ConfigReader reader);

    protected abstract IExporter Create(TSettings settings, ComponentContext context, Signal to, IConsumer next);
}
