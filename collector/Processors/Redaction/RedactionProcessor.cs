using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;

namespace TracingReference.Collector.Processors.Redaction;

/// <summary>
/// Redacts what upstream redacts: attributes of resources, scopes, spans, span events, log records and data points, and log
/// bodies; span names through its sanitizers only. Everything else is for `scrub` (README.md here).
/// </summary>
internal sealed class RedactionProcessor(RedactionSettings settings, ComponentContext context, IConsumer next) : CountedProcessor(context, next)
{
    private readonly AttributeRedaction _attributes = new(settings, context.Signal);
    private readonly BodyRedaction _bodies = new(settings);
    private readonly SpanNameRedaction _names = new(settings);

    public override bool MutatesData => true;

    protected override void Process(Batch batch, int itemCount)
    {
        foreach (var resource in batch.Resources)
        {
            _attributes.Apply(resource.Resource.Edit().Attributes);
            foreach (var scope in resource.Scopes)
            {
                _attributes.Apply(scope.Scope.Edit().Attributes);
                foreach (var item in scope.Items)
                {
                    Redact(batch.Signal, item.Edit());
                }
            }
        }
    }

    private void Redact(Signal signal, Message item)
    {
        switch (signal)
        {
            case Signal.Traces:
                _attributes.Apply(item.Attributes);
                foreach (var spanEvent in item.Children(11))
                {
                    _attributes.Apply(spanEvent.Attributes);
                }

                _names.Apply(item);
                break;
            case Signal.Metrics:
                foreach (var point in MetricPoints.Of(item))
                {
                    _attributes.Apply(point.Attributes);
                }

                break;
            default:
                _attributes.Apply(item.Attributes);
                if (_bodies.Apply(item.Value(5), item.Attributes) is { } body)
                {
                    item.SetValue(5, body);
                }

                break;
        }
    }
}
