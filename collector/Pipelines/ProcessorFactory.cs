using TracingReference.Collector.Configuration;

namespace TracingReference.Collector.Pipelines;

/// <summary>A type of processor. One is made for each pipeline that names it.</summary>
public abstract class ProcessorFactory(string type) : ComponentFactory(ComponentKind.Processor, type)
{
    public abstract Processor Create(object settings, ComponentContext context, IConsumer next);
}

/// <inheritdoc/>
public abstract class ProcessorFactory<TSettings>(string type) : ProcessorFactory(type)
    where TSettings : notnull
{
    public sealed override object Read(ConfigReader reader) => ReadSettings(reader);

    public sealed override Processor Create(object settings, ComponentContext context, IConsumer next) => Create((TSettings)settings, context, next);

    protected abstract TSettings ReadSettings(ConfigReader reader);

    protected abstract Processor Create(TSettings settings, ComponentContext context, IConsumer next);
}
