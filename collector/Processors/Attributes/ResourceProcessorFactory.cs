using TracingReference.Collector.Configuration;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Processors.Attributes;

/// <summary>The resource processor: changes the attributes of resources.</summary>
internal sealed class ResourceProcessorFactory() : ProcessorFactory<ResourceSettings>("resource")
{
    protected override ResourceSettings ReadSettings(ConfigReader reader)
    {
        var settings = new ResourceSettings(AttributeActionReader.Read(reader, "attributes"));
        reader.Finish();
        return settings;
    }

    protected override Processor Create(ResourceSettings settings, ComponentContext context, IConsumer next) => new ResourceProcessor(settings, context, next);
}
