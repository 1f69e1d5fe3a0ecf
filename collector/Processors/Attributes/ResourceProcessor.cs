using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Processors.Attributes;

/// <summary>Carries out actions on the attributes of each resource.</summary>
internal sealed class ResourceProcessor(ResourceSettings settings, ComponentContext context, IConsumer next) : CountedProcessor(context, next)
{
    private readonly AttributeEditor _editor = new(settings.Actions);

    public override bool MutatesData => true;

    protected override void Process(Batch batch, int itemCount)
    {
        foreach (var group in batch.Resources)
        {
            if (_editor.Apply(group.Resource.Message.Attributes, batch.Metadata))
            {
                group.Resource.Edit();
            }
        }
    }
}
