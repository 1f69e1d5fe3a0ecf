using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Processors.Redaction;

/// <summary>The keys that were redacted, masked, allowed and ignored in one place, and their summary.</summary>
/// <param name="summary">How much of it is told.</param>
/// <param name="place">What the names of its attributes begin with.</param>
internal sealed class RedactionLog(RedactionSummary summary, string place)
{
    public List<string> Redacted { get; } = [];

    public List<string> Masked { get; } = [];

    public List<string> Allowed { get; } = [];

    public List<string> Ignored { get; } = [];

    public bool HasChanges => Redacted.Count + Masked.Count > 0;

    /// <summary>Writes it, onto what an earlier redaction has written; whether there was something to write.</summary>
    public bool WriteTo(AttributeList attributes)
    {
        if (summary == RedactionSummary.Silent || Redacted.Count + Masked.Count + Allowed.Count + Ignored.Count == 0)
        {
            return false;
        }

        Write(attributes, "redacted", Redacted);
        Write(attributes, "masked", Masked);
        Write(attributes, "allowed", Allowed);
        Write(attributes, "ignored", Ignored, withKeys: false);
        return true;
    }

    private void Write(AttributeList attributes, string work, List<string> keys, bool withKeys = true)
    {
        if (keys.Count == 0)
        {
            return;
        }

        if (summary == RedactionSummary.Debug && withKeys)
        {
            var name = $"{place}{work}.keys";
            var earlier = attributes[name]?.Text is { Length: > 0 } text ? text.Split(',') : [];
            attributes.Set(name, AnyValue.Of(string.Join(',', keys.Concat(earlier).Order(StringComparer.Ordinal))));
        }

        var count = $"{place}{work}.count";
        attributes.Set(count, AnyValue.Of(keys.Count + (attributes[count] is { Kind: ValueKind.Int } before ? before.Int : 0)));
    }
}
