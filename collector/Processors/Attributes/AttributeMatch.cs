using TracingReference.Collector.Configuration;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Processors.Attributes;

/// <summary>One attribute that must be there, with that value (strict: also of that type), or one that matches, or any.</summary>
internal sealed record AttributeMatch(string Key, AnyValue? Value, StringSet? Pattern)
{
    public static AttributeMatch Read(ConfigReader reader, string type)
    {
        var match = new AttributeMatch(reader.String("key"), ConfigValue.Read(reader.Raw("value")), null);
        reader.Finish();
        if (match.Key.Length == 0)
        {
            Refuse("can't be empty", "key");
        }
        else if (match.Value is { Kind: not ValueKind.String } && type == "regexp")
        {
            Refuse($"match_type regexp takes only text here, not {match.Value.Kind}", "value");
        }
        else if (match.Value is not null && type != "strict")
        {
            return match with { Value = null, Pattern = StringSet.Create([match.Value.Text], type, reader, "value") };
        }

        return match;

        void Refuse(string message, string key) => reader.StartError(message, key);
    }

    public bool IsMatch(AttributeList attributes) => attributes[Key] is { } value
        && (Pattern is not null ? Scalar(value) is { } text && Pattern.Contains(text) : Value is null || (Value.Kind == value.Kind && Value.AsString() == value.AsString()));

    private static string? Scalar(AnyValue value) => value.Kind switch
    {
        ValueKind.Double when double.IsFinite(value.Double) => GoNumber.Plain(value.Double),
        ValueKind.String or ValueKind.Bool or ValueKind.Int or ValueKind.Double => value.AsString(),
        _ => null,
    };
}
