using TracingReference.Collector.Otlp;
using TracingReference.Collector.Pipelines;
using TracingReference.Collector.Processors.Matching;

namespace TracingReference.Collector.Processors.Redaction;

/// <summary>
/// Redacts what upstream redacts: attributes of resources, scopes, spans, span events, log records and data points, and log
/// bodies; span names through its sanitizers only. Everything else is for `scrub` (README.md here).
/// </summary>
internal sealed class RedactionProcessor : CountedProcessor
{
    private readonly AttributeRedaction _attributes;
    private readonly BodyRedaction _bodies;
    private readonly SpanNameRedaction _names;
    private readonly Predicate<Message> _redactAttributes;
    private readonly Predicate<Message> _redactItem;
    private readonly CleanParts? _clean;

    public RedactionProcessor(RedactionSettings settings, ComponentContext context, IConsumer next)
        : base(context, next)
    {
        (_attributes, _bodies, _names) = (new(settings, context.Signal), new(settings), new(settings));
        _clean = CreateClean(settings, context.Signal);
        _redactAttributes = message => _attributes.Apply(message.Attributes);
        _redactItem = context.Signal switch
        {
            Signal.Traces => RedactSpan,
            Signal.Metrics => RedactMetric,
            _ => RedactLog,
        };
    }

    public override bool MutatesData => true;

    protected override void Process(Batch batch, int itemCount)
    {
        using var texts = new PartTexts(numbersAreText: true);
        foreach (var resource in batch.Resources)
        {
            Redact(resource.Resource, texts, _redactAttributes);
            foreach (var scope in resource.Scopes)
            {
                Redact(scope.Scope, texts, _redactAttributes);
                foreach (var item in scope.Items)
                {
                    Redact(item, texts, _redactItem);
                }
            }
        }
    }

    // Where a part without a blocked key or value, and without a database where those are sanitized, is none that anything is
    // done to, its bytes tell; null where there is more that may be done.
    private static CleanParts? CreateClean(RedactionSettings settings, Signal signal)
    {
        var isMore = !settings.AllowAllKeys || settings.RedactAllTypes || settings.Url is not null || (settings.Database.IsEnabled && signal == Signal.Logs);
        var isTold = settings.Summary != RedactionSummary.Silent && settings.IgnoredKeys.Count + settings.IgnoredKeyPatterns.Count + settings.AllowedValues.Count > 0;
        return isMore || isTold ? null
            : new(settings.BlockedValues, [.. settings.BlockedKeyPatterns, .. settings.Database.IsEnabled ? new[] { DatabaseSanitizer.SystemKey } : []]);
    }

    // What has nothing to redact leaves as the bytes that came in.
    private void Redact(Part part, PartTexts texts, Predicate<Message> redact)
    {
        if (_clean?.Has(part, texts) != true && redact(part.Message))
        {
            part.Edit();
        }
    }

    private bool RedactSpan(Message span)
    {
        var changed = _attributes.Apply(span.Attributes);
        foreach (var spanEvent in span.Children(11))
        {
            changed |= _attributes.Apply(spanEvent.Attributes);
        }

        return _names.Apply(span) || changed;
    }

    private bool RedactMetric(Message metric)
    {
        var changed = false;
        foreach (var point in MetricPoints.Of(metric))
        {
            changed |= _attributes.Apply(point.Attributes);
        }

        return changed;
    }

    private bool RedactLog(Message record)
    {
        var changed = _attributes.Apply(record.Attributes);
        return _bodies.Apply(record) || changed;
    }
}
