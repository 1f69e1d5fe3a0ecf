namespace TracingReference.Collector.Configuration;

/// <summary>A value of the configuration with the place it came from.</summary>
public sealed class ConfigNode
{
    private ConfigNode(ConfigNodeKind kind, Position position, string text = "", List<ConfigNode>? items = null, Dictionary<string, ConfigNode>? members = null)
    {
        (Kind, Position, Text, Items, Members) = (kind, position, text, items ?? [], members ?? []);
    }

    public ConfigNodeKind Kind { get; }

    public Position Position { get; }

    /// <summary>A scalar as it was written.</summary>
    public string Text { get; }

    /// <summary>A list's values.</summary>
    public List<ConfigNode> Items { get; }

    /// <summary>A map's values, in the order they were written.</summary>
    public Dictionary<string, ConfigNode> Members { get; }

    /// <summary>Where each key of a map stands.</summary>
    public Dictionary<string, Position> KeyPositions { get; } = [];

    /// <summary>Whether it came whole out of a variable: it may then be a string too, whatever it looks like.</summary>
    public bool IsExpanded { get; init; }

    public static ConfigNode Null(Position position) => new(ConfigNodeKind.Null, position);

    public static ConfigNode Scalar(ConfigNodeKind kind, string text, Position position, bool isExpanded = false) =>
        new(kind, position, text) { IsExpanded = isExpanded };

    public static ConfigNode List(Position position, List<ConfigNode> items) => new(ConfigNodeKind.List, position, items: items);

    public static ConfigNode Map(Position position) => new(ConfigNodeKind.Map, position);

    public void Set(string key, ConfigNode value, Position keyPosition)
    {
        Members[key] = value;
        KeyPositions[key] = keyPosition;
    }

    /// <summary>Lays the other map over this one: maps are merged, everything else is replaced.</summary>
    public void Merge(ConfigNode other)
    {
        foreach (var (key, value) in other.Members)
        {
            if (value.Kind == ConfigNodeKind.Map && Members.TryGetValue(key, out var own) && own.Kind == ConfigNodeKind.Map)
            {
                own.Merge(value);
            }
            else
            {
                Set(key, value, other.KeyPositions[key]);
            }
        }
    }
}
