using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Processors.Redaction;

/// <summary>
/// Redacts a log's body. Unlike in attributes, maps and arrays are entered, values of every type are seen as text, blocked
/// keys come before allowed values, and keys are told with the way that leads to them.
/// </summary>
internal sealed class BodyRedaction(RedactionSettings settings)
{
    private const int Body = 5;
    private readonly RedactionRules _rules = new(settings);

    /// <summary>Whether anything has changed.</summary>
    public bool Apply(Message record)
    {
        var log = new RedactionLog(settings.Summary, "redaction.body.");
        var body = record.Value(Body);
        switch (body.Kind)
        {
            case ValueKind.Map:
                Map(body.Map, "", log);
                break;
            case ValueKind.Array:
                Array(body.Items, "", log);
                break;
            default:
                if (Scalar(body, "body", log) is { } changed)
                {
                    record.SetValue(Body, changed);
                }

                // As upstream: that a whole body was allowed is not told.
                log.Allowed.Clear();
                break;
        }

        return log.WriteTo(record.Attributes) || log.HasChanges;
    }

    private AnyValue? Any(AnyValue value, string path, RedactionLog log)
    {
        switch (value.Kind)
        {
            case ValueKind.Map:
                Map(value.Map, $"{path}.", log);
                return null;
            case ValueKind.Array:
                Array(value.Items, $"{path}.", log);
                return null;
            default:
                return Scalar(value, path, log);
        }
    }

    private void Map(AttributeList map, string prefix, RedactionLog log)
    {
        for (var index = 0; index < map.Count; index++)
        {
            var (key, value) = map[index];
            var path = prefix + key;
            if (_rules.IsIgnored(key))
            {
                log.Ignored.Add(path);
            }
            else if (_rules.IsRemoved(key))
            {
                log.Redacted.Add(path);
            }
            else if (_rules.IsBlocked(key))
            {
                log.Masked.Add(path);
                map[index] = new(key, AnyValue.Of(_rules.MaskWhole(value.Text)));
            }
            else if (Any(value, path, log) is { } changed)
            {
                map[index] = new(key, changed);
            }
        }

        map.RemoveAll(entry => _rules.IsRemoved(entry.Key) && !_rules.IsIgnored(entry.Key));
    }

    private void Array(List<AnyValue> items, string prefix, RedactionLog log)
    {
        for (var index = 0; index < items.Count; index++)
        {
            items[index] = Any(items[index], $"{prefix}[{index}]", log) ?? items[index];
        }
    }

    private AnyValue? Scalar(AnyValue value, string path, RedactionLog log)
    {
        var text = value.AsString();
        if (_rules.IsAllowedValue(text))
        {
            log.Allowed.Add(path);
            return null;
        }

        var masked = _rules.MaskBlocked(text);
        if (settings.Url is not null)
        {
            masked = UrlSanitizer.Sanitize(masked);
        }

        masked = settings.Database.Sanitize(masked);
        if (masked == text)
        {
            return null;
        }

        log.Masked.Add(path);
        return AnyValue.Of(masked);
    }
}
