using TracingReference.Collector.Configuration;

namespace TracingReference.Collector.Pipelines;

/// <summary>A type of extension: something that carries no telemetry itself.</summary>
public abstract class ExtensionFactory(string type) : ComponentFactory(ComponentKind.Extension, type)
{
    public abstract IComponent Create(object settings, ComponentContext context);
}

/// <inheritdoc/>
public abstract class ExtensionFactory<TSettings>(string type) : ExtensionFactory(type)
    where TSettings : notnull
{
    public sealed override object Read(ConfigReader reader) => ReadSettings(reader);

    public sealed override IComponent Create(object settings, ComponentContext context) => Create((TSettings)settings, context);

    protected abstract TSettings ReadSettings(ConfigReader reader);

    protected abstract IComponent Create(TSettings settings, ComponentContext context);
}
