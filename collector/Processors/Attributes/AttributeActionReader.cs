using System.Text.RegularExpressions;
using TracingReference.Collector.Configuration;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Processors.Attributes;

/// <summary>Reads the list of actions. What is wrong with one stops a start, not `validate`, as upstream.</summary>
internal static class AttributeActionReader
{
    private const string MetadataPrefix = "metadata.";
    private const string AuthPrefix = "auth.";

    private static readonly (string Word, AttributeActionKind Kind)[] Kinds =
    [
        ("insert", AttributeActionKind.Insert), ("update", AttributeActionKind.Update), ("upsert", AttributeActionKind.Upsert),
        ("delete", AttributeActionKind.Delete), ("hash", AttributeActionKind.Hash), ("extract", AttributeActionKind.Extract), ("convert", AttributeActionKind.Convert),
    ];

    public static IReadOnlyList<AttributeAction> Read(ConfigReader reader, string key)
    {
        var sections = reader.Sections(key);
        if (sections.Count == 0)
        {
            reader.Error($"missing required field \"{key}\": a list of actions");
        }

        var actions = new List<AttributeAction>();
        foreach (var section in sections)
        {
            if (ReadAction(section) is { } action)
            {
                actions.Add(action);
            }
        }

        return actions;
    }

    private static AttributeAction? ReadAction(ConfigReader reader)
    {
        var word = reader.String("action").ToLowerInvariant();
        var action = new AttributeAction(
            default, reader.String("key"), ConfigValue.Read(reader.Raw("value")), reader.String("from_attribute"), reader.String("from_context"), default,
            ConfigValue.Read(reader.Raw("default_value")), null, reader.String("converted_type"));
        var pattern = reader.String("pattern");
        reader.Finish();
        var index = Array.FindIndex(Kinds, kind => kind.Word == word);
        if (index < 0)
        {
            return Refuse(reader, $"unsupported action '{word}'; there are {string.Join(", ", Kinds.Select(kind => kind.Word))}", "action");
        }

        var (source, name) = ReadContext(action.FromContext);
        if (source == ContextSource.Authenticator)
        {
            reader.Warn("no authenticator of this collector tells anything of a client: only default_value is ever taken", "from_context");
        }

        action = action with { Kind = Kinds[index].Kind, Source = source, FromContext = name };
        if (Problem(action, pattern) is { } problem)
        {
            return Refuse(reader, problem.Message, problem.Key);
        }

        if (pattern.Length == 0)
        {
            return action;
        }

        return !GoRegex.TryCompile(pattern, out var regex, out var error) ? Refuse(reader, error, "pattern")
            : action.Kind == AttributeActionKind.Extract && NamesProblem(regex) is { } wrong ? Refuse(reader, wrong, "pattern")
            : action with { Pattern = regex };
    }

    private static (string Message, string Key)? Problem(AttributeAction action, string pattern)
    {
        var hasPattern = pattern.Length > 0;
        var sets = action.Kind is AttributeActionKind.Insert or AttributeActionKind.Update or AttributeActionKind.Upsert;
        var removes = action.Kind is AttributeActionKind.Delete or AttributeActionKind.Hash;
        var sources = (action.Value is null ? 0 : 1) + (action.FromAttribute.Length > 0 ? 1 : 0) + (action.FromContext.Length > 0 ? 1 : 0);
        var hasSource = sources > 0 || action.DefaultValue is not null;
        return (action.Kind, action.ConvertedType) switch
        {
            _ when action.Key.Length == 0 && !(removes && hasPattern) => (removes ? "needs a key or a pattern" : "needs a key", "key"),
            _ when sets && !hasSource => ("needs one of value, from_attribute, from_context and default_value", "value"),
            _ when sets && sources > 1 => ("has several sources; it takes one of value, from_attribute and from_context", "value"),
            _ when !sets && hasSource => ("takes no value, from_attribute, from_context or default_value", "value"),
            _ when hasPattern && (sets || action.Kind == AttributeActionKind.Convert) => ("takes no pattern", "pattern"),
            (AttributeActionKind.Extract, _) when !hasPattern => ("needs a pattern", "pattern"),
            (AttributeActionKind.Convert, "string" or "int" or "double") => null,
            (AttributeActionKind.Convert, var type) => ($"'{type}' is no type to convert to; there are string, int and double", "converted_type"),
            (_, { Length: > 0 }) => ("takes no converted_type", "converted_type"),
            _ => null,
        };
    }

    private static string? NamesProblem(Regex regex)
    {
        var names = regex.GetGroupNames();
        return names.Length <= 1 ? "has no named groups to extract into: (?P<name>...)"
            : names.Skip(1).Any(static name => char.IsAsciiDigit(name[0])) ? "has a group without a name: (?P<name>...)"
            : null;
    }

    private static (ContextSource Source, string Name) ReadContext(string text) =>
        text == "client.address" ? (ContextSource.ClientAddress, text)
        : text.StartsWith(AuthPrefix, StringComparison.Ordinal) ? (ContextSource.Authenticator, text)
        : text.StartsWith(MetadataPrefix, StringComparison.Ordinal) ? (ContextSource.Header, text[MetadataPrefix.Length..])
        : (ContextSource.Header, text);

    private static AttributeAction? Refuse(ConfigReader reader, string message, string key)
    {
        reader.StartError(message, key);
        return null;
    }
}
