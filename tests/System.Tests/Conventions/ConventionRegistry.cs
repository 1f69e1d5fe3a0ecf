using System.Text.Json.Nodes;

namespace TracingReference.SystemTests.Conventions;

/// <summary>The OpenTelemetry semantic conventions 1.44.0, as far as <see cref="ConventionChecker"/> reads them: <c>semconv.json</c>, one entry a line.</summary>
public sealed class ConventionRegistry
{
    private readonly Dictionary<string, AttributeRule> attributes;
    private readonly (string Prefix, AttributeRule Rule)[] templates;
    private readonly Dictionary<string, string?> gone;

    private ConventionRegistry(JsonNode json)
    {
        var rules = json["attributes"]!.AsArray().Select(node => AttributeRule.Read(node!)).ToArray();
        attributes = rules.Where(rule => !rule.IsTemplate).ToDictionary(rule => rule.Name);
        templates = rules.Where(rule => rule.IsTemplate).Select(rule => (rule.Name + ".", rule)).ToArray();
        gone = Pairs(json["renamed_before_registry"]!);
        Namespaces = rules.Select(rule => rule.Name.Split('.')[0]).ToHashSet();
        Spans = json["spans"]!.AsArray().Select(node => SpanRule.Read(node!)).ToDictionary(rule => rule.Id);
        Metrics = json["metrics"]!.AsArray().Select(node => MetricRule.Read(node!)).ToDictionary(rule => rule.Name);
        GoneMetrics = Pairs(json["metrics_renamed_before_registry"]!);
    }

    /// <summary>Kinds of span, by id.</summary>
    public IReadOnlyDictionary<string, SpanRule> Spans { get; }

    /// <summary>Metrics, by name.</summary>
    public IReadOnlyDictionary<string, MetricRule> Metrics { get; }

    /// <summary>Names of metrics from before the registry, and what replaced them.</summary>
    public IReadOnlyDictionary<string, string?> GoneMetrics { get; }

    /// <summary>First words of names that belong to the conventions; nobody may add to them.</summary>
    public IReadOnlySet<string> Namespaces { get; }

    public static ConventionRegistry Load() =>
        new(JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Conventions", "semconv.json")))!);

    /// <summary>The rule of an attribute, also one whose name is made by a template; null where there is none.</summary>
    public AttributeRule? Attribute(string key) =>
        attributes.GetValueOrDefault(key)
        ?? templates.FirstOrDefault(template => key.StartsWith(template.Prefix, StringComparison.Ordinal)).Rule;

    /// <summary>Whether a name was given up before the registry began, and what replaced it.</summary>
    public bool IsGone(string key, out string? replacement) => gone.TryGetValue(key, out replacement);

    private static Dictionary<string, string?> Pairs(JsonNode node) =>
        node.AsObject().ToDictionary(pair => pair.Key, pair => pair.Value?.GetValue<string>());
}

/// <summary>What the conventions say of an attribute.</summary>
public sealed record AttributeRule(string Name, string Type, string? Deprecated)
{
    public bool IsTemplate => Type.StartsWith("template[", StringComparison.Ordinal);

    internal static AttributeRule Read(JsonNode node) => new((string)node["name"]!, (string)node["type"]!, (string?)node["deprecated"]);

    /// <summary>Whether a value, as OTLP carried it, has the attribute's type.</summary>
    public bool Accepts(object? value) => (IsTemplate ? Type["template[".Length..^1] : Type) switch
    {
        "string" => value is string,
        "int" => value is long,
        "double" => value is double,
        "boolean" => value is bool,
        "string[]" => value is IReadOnlyList<object?> list && list.All(item => item is string),
        "int[]" => value is IReadOnlyList<object?> list && list.All(item => item is long),
        _ => true,
    };
}

/// <summary>What the conventions say of a kind of span.</summary>
public sealed record SpanRule(string Id, IReadOnlySet<string> Required, IReadOnlyDictionary<string, string> Fixed)
{
    internal static SpanRule Read(JsonNode node) => new(
        (string)node["id"]!,
        RequiredOf(node),
        node["fixed"]!.AsObject().ToDictionary(pair => pair.Key, pair => (string)pair.Value!));

    internal static IReadOnlySet<string> RequiredOf(JsonNode node) => node["required"]!.AsArray().Select(key => (string)key!).ToHashSet();
}

/// <summary>What the conventions say of a metric.</summary>
public sealed record MetricRule(string Name, string Instrument, string Unit, IReadOnlySet<string> Required)
{
    internal static MetricRule Read(JsonNode node) => new(
        (string)node["name"]!, (string)node["instrument"]!, (string)node["unit"]!, SpanRule.RequiredOf(node));
}
