using TracingReference.Collector.Configuration;

namespace TracingReference.Collector.Pipelines;

/// <summary>A type of exporter. One is made for each signal that reaches it.</summary>
public abstract class ExporterFactory(string type) : ComponentFactory(ComponentKind.Exporter, type)
{
    public abstract IExporter Create(object settings, ComponentContext context);
}

/// <inheritdoc/>
public abstract class ExporterFactory<TSettings>(string type) : ExporterFactory(type)
    where TSettings : notnull
{
    public sealed override object Read(ConfigReader reader) => ReadSettings(reader);

    public sealed override IExporter Create(object settings, ComponentContext context) => Create((TSettings)settings, context);

    protected abstract TSettings ReadSettings(ConfigReader reader);

    protected abstract IExporter Create(TSettings settings, ComponentContext context);
}
