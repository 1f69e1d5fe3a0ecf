using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Processors.Attributes;

/// <summary>Carries out actions on the attributes of each span, log record or data point that include and exclude let through.</summary>
internal sealed class AttributesProcessor(AttributesSettings settings, ComponentContext context, IConsumer next) : CountedProcessor(context, next)
{
    private readonly AttributeEditor _editor = new(settings.Actions);
    private readonly ItemMatcher? _include = ItemMatcher.Create(settings.Include, context);
    private readonly ItemMatcher? _exclude = ItemMatcher.Create(settings.Exclude, context);

    public override bool MutatesData => true;

    protected override void Process(Batch batch, int itemCount)
    {
        foreach (var resource in batch.Resources)
        {
            foreach (var scope in resource.Scopes)
            {
                foreach (var item in scope.Items)
                {
                    if (_include?.IsMatch(resource, scope, item) != false && _exclude?.IsMatch(resource, scope, item) != true && Apply(item, batch))
                    {
                        item.Edit();
                    }
                }
            }
        }
    }

    private bool Apply(Part item, Batch batch)
    {
        if (batch.Signal != Signal.Metrics)
        {
            return _editor.Apply(item.Message.Attributes, batch.Metadata);
        }

        var changed = false;
        foreach (var point in MetricPoints.Of(item.Message))
        {
            changed |= _editor.Apply(point.Attributes, batch.Metadata);
        }

        return changed;
    }
}
