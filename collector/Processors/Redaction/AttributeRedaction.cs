using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Processors.Redaction;

/// <summary>Redacts a list of attributes: ignored, removed, allowed, blocked by key, blocked by value, in this order.</summary>
internal sealed class AttributeRedaction(RedactionSettings settings, Signal signal)
{
    private readonly RedactionRules _rules = new(settings);

    public void Apply(AttributeList attributes)
    {
        var log = new RedactionLog(settings.Summary, "redaction.");
        var system = settings.Database.SystemOf(attributes);
        for (var index = 0; index < attributes.Count; index++)
        {
            var (key, value) = attributes[index];
            if (_rules.IsIgnored(key))
            {
                log.Ignored.Add(key);
            }
            else if (_rules.IsRemoved(key))
            {
                log.Redacted.Add(key);
            }
            else
            {
                Mask(attributes, index, settings.RedactAllTypes ? value.AsString() : value.Text, system, log);
            }
        }

        if (log.Redacted.Count > 0)
        {
            attributes.RemoveAll(attribute => _rules.IsRemoved(attribute.Key) && !_rules.IsIgnored(attribute.Key));
        }

        log.WriteTo(attributes);
    }

    private void Mask(AttributeList attributes, int index, string text, string system, RedactionLog log)
    {
        var key = attributes[index].Key;
        if (_rules.IsAllowedValue(text))
        {
            log.Allowed.Add(key);
            return;
        }

        var isBlocked = _rules.IsBlocked(key);
        var masked = isBlocked ? _rules.MaskWhole(text) : Sanitize(key, _rules.MaskBlocked(text), system);
        if (isBlocked || masked != text)
        {
            log.Masked.Add(key);
            attributes[index] = new(key, AnyValue.Of(masked));
        }
    }

    private string Sanitize(string key, string text, string system)
    {
        if (settings.Url?.Attributes.Contains(key) == true)
        {
            text = UrlSanitizer.Sanitize(text);
        }

        return settings.Database.SanitizeAttribute(key, text, system, signal == Signal.Logs);
    }
}
