using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Processors.Redaction;

/// <summary>Redacts a list of attributes: ignored, removed, allowed, blocked by key, blocked by value, in this order.</summary>
internal sealed class AttributeRedaction(RedactionSettings settings, Signal signal)
{
    private readonly RedactionRules _rules = new(settings);

    /// <summary>Whether anything has changed.</summary>
    public bool Apply(AttributeList attributes)
    {
        RedactionLog? log = null;
        var system = settings.Database.SystemOf(attributes);
        for (var index = 0; index < attributes.Count; index++)
        {
            var (key, value) = attributes[index];
            if (_rules.IsIgnored(key))
            {
                Log(ref log).Ignored.Add(key);
            }
            else if (_rules.IsRemoved(key))
            {
                Log(ref log).Redacted.Add(key);
            }
            else
            {
                Mask(attributes, index, settings.RedactAllTypes ? value.AsString() : value.Text, system, ref log);
            }
        }

        if (log is null)
        {
            return false;
        }

        if (log.Redacted.Count > 0)
        {
            attributes.RemoveAll(attribute => _rules.IsRemoved(attribute.Key) && !_rules.IsIgnored(attribute.Key));
        }

        return log.WriteTo(attributes) || log.HasChanges;
    }

    private void Mask(AttributeList attributes, int index, string text, string system, ref RedactionLog? log)
    {
        var key = attributes[index].Key;
        if (_rules.IsAllowedValue(text))
        {
            Log(ref log).Allowed.Add(key);
            return;
        }

        var isBlocked = _rules.IsBlocked(key);
        var masked = isBlocked ? _rules.MaskWhole(text) : Sanitize(key, _rules.MaskBlocked(text), system);
        if (isBlocked || masked != text)
        {
            Log(ref log).Masked.Add(key);
            attributes[index] = new(key, AnyValue.Of(masked));
        }
    }

    // Most lists have nothing to redact, and no log.
    private RedactionLog Log(ref RedactionLog? log) => log ??= new(settings.Summary, "redaction.");

    private string Sanitize(string key, string text, string system)
    {
        if (settings.Url?.Attributes.Contains(key) == true)
        {
            text = UrlSanitizer.Sanitize(text);
        }

        return settings.Database.SanitizeAttribute(key, text, system, signal == Signal.Logs);
    }
}
