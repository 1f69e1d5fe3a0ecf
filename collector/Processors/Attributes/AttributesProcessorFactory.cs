using TracingReference.Collector.Configuration;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Processors.Attributes;

/// <summary>The attributes processor: changes the attributes of spans, log records and data points.</summary>
internal sealed class AttributesProcessorFactory() : ProcessorFactory<AttributesSettings>("attributes")
{
    protected override AttributesSettings ReadSettings(ConfigReader reader)
    {
        var settings = new AttributesSettings(AttributeActionReader.Read(reader, "actions"), Match("include"), Match("exclude"));
        reader.Finish();
        return settings;

        MatchSettings? Match(string key) => reader.Section(key) is { } section ? MatchSettings.Read(section) : null;
    }

    protected override Processor Create(AttributesSettings settings, ComponentContext context, IConsumer next) => new AttributesProcessor(settings, context, next);
}
