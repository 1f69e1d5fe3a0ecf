using TracingReference.Collector.Configuration;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Pipelines;

/// <summary>A type of receiver. One is made for all pipelines that name it; it is given a consumer for each signal they carry.</summary>
public abstract class ReceiverFactory(string type) : ComponentFactory(ComponentKind.Receiver, type)
{
    public abstract IComponent Create(object settings, ComponentContext context, IReadOnlyDictionary<Signal, IConsumer> consumers);
}

/// <inheritdoc/>
public abstract class ReceiverFactory<TSettings>(string type) : ReceiverFactory(type)
    where TSettings : notnull
{
    public sealed override object Read(ConfigReader reader) => ReadSettings(reader);

    public sealed override IComponent Create(object settings, ComponentContext context, IReadOnlyDictionary<Signal, IConsumer> consumers) =>
        Create((TSettings)settings, context, consumers);

    protected abstract TSettings ReadSettings(ConfigReader reader);

    protected abstract IComponent Create(TSettings settings, ComponentContext context, IReadOnlyDictionary<Signal, IConsumer> consumers);
}
