using System.Globalization;

namespace TracingReference.Collector.Configuration;

/// <summary>
/// Reads one section of the configuration, key by key. It notes every error with path and line instead of stopping at the
/// first, gives defaults for what is absent or null, and, when finished, names the keys that nobody asked for.
/// </summary>
/// <param name="node">The section.</param>
/// <param name="path">The keys that lead there.</param>
/// <param name="findings">Where errors go.</param>
/// <param name="position">Where the section's key stands; where it has none, where the section begins.</param>
public sealed class ConfigReader(ConfigNode node, string path, ConfigFindings findings, Position? position = null)
{
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    public ConfigNode Node { get; } = node;

    public string Path { get; } = path;

    /// <summary>Where what is said of the whole section is shown.</summary>
    public Position Position { get; } = position ?? node.Position;

    public ConfigFindings Findings { get; } = findings;

    /// <summary>The keys that are there, in the order they were written.</summary>
    public IEnumerable<string> Keys => Node.Members.Keys;

    /// <summary>Whether the key is there with a value.</summary>
    public bool Has(string key) => Find(key) is { Kind: not ConfigNodeKind.Null };

    /// <summary>Whether the key is there, though perhaps without a value.</summary>
    public bool HasKey(string key) => Find(key) is not null;

    public string String(string key, string fallback = "") => Find(key) is { } value ? AsString(value, PathOf(key)) ?? fallback : fallback;

    public bool Bool(string key, bool fallback = false) => Find(key) switch
    {
        null or { Kind: ConfigNodeKind.Null } => fallback,
        { Kind: ConfigNodeKind.Bool } value => IsTrue(value.Text),
        var value => Expected(value, key, "bool", fallback),
    };

    public long Int(string key, long fallback = 0) => Whole(key, fallback, "int", long.MinValue, long.MaxValue);

    public int Int32(string key, int fallback = 0) => (int)Whole(key, fallback, "int", int.MinValue, int.MaxValue);

    public uint UInt32(string key, uint fallback = 0) => (uint)Whole(key, fallback, "uint32", 0, uint.MaxValue);

    /// <summary>A number of 0 or more; numbers beyond 2^63 are refused.</summary>
    public long UInt(string key, long fallback = 0) => Whole(key, fallback, "uint64", 0, long.MaxValue);

    public double Double(string key, double fallback = 0) => Find(key) switch
    {
        null or { Kind: ConfigNodeKind.Null } => fallback,
        { Kind: ConfigNodeKind.Int or ConfigNodeKind.Float } value when YamlScalar.TryNumber(value.Text, out var number) => number,
        var value => Expected(value, key, "float", fallback),
    };

    /// <summary>A duration as Go writes it (1h2m3.5s, 200ms), or a bare number of nanoseconds.</summary>
    public TimeSpan Duration(string key, TimeSpan fallback) => Find(key) is { } value ? AsDuration(value, PathOf(key)) ?? fallback : fallback;

    /// <summary>A list of strings; one string is a list with commas.</summary>
    public IReadOnlyList<string> Strings(string key, params string[] fallback)
    {
        switch (Find(key))
        {
            case null or { Kind: ConfigNodeKind.Null }:
                return fallback;
            case { Kind: ConfigNodeKind.String } value:
                return value.Text.Length == 0 ? [] : value.Text.Split(',');
            case { Kind: ConfigNodeKind.List } value:
                return [.. value.Items.Select((item, index) => AsString(item, $"{PathOf(key)}[{index}]") ?? "")];
            case var value:
                return Expected(value, key, "list of strings", fallback);
        }
    }

    public IReadOnlyList<double> Doubles(string key, params double[] fallback) =>
        List(key) is not { } items ? fallback : [.. items.Select((item, index) =>
            YamlScalar.TryNumber(item.Text, out var number) && item.Kind is ConfigNodeKind.Int or ConfigNodeKind.Float
                ? number
                : Fail(item, $"{PathOf(key)}[{index}]", "expected a number", 0.0))];

    public IReadOnlyList<TimeSpan>? Durations(string key) =>
        List(key)?.Select((item, index) => AsDuration(item, $"{PathOf(key)}[{index}]") ?? TimeSpan.Zero).ToList();

    /// <summary>One of a few words.</summary>
    public T OneOf<T>(string key, T fallback, params ReadOnlySpan<(string Word, T Value)> choices) =>
        OneOf(key, fallback, StringComparison.Ordinal, choices);

    /// <summary>One of a few words, in whatever case.</summary>
    public T OneOfInAnyCase<T>(string key, T fallback, params ReadOnlySpan<(string Word, T Value)> choices) =>
        OneOf(key, fallback, StringComparison.OrdinalIgnoreCase, choices);

    private T OneOf<T>(string key, T fallback, StringComparison comparison, ReadOnlySpan<(string Word, T Value)> choices)
    {
        if (!Has(key))
        {
            return fallback;
        }

        var text = String(key);
        foreach (var (word, value) in choices)
        {
            if (word.Equals(text, comparison))
            {
                return value;
            }
        }

        var words = new List<string>();
        foreach (var (word, _) in choices)
        {
            words.Add(word);
        }

        return Fail(Find(key)!, PathOf(key), $"'{text}' is not one of {string.Join(", ", words)}", fallback);
    }

    /// <summary>A section; null where it is absent, or null itself.</summary>
    public ConfigReader? Section(string key) => Find(key) switch
    {
        null or { Kind: ConfigNodeKind.Null } => null,
        { Kind: ConfigNodeKind.Map } value => new(value, PathOf(key), Findings, Node.KeyPositions[key]),
        var value => Expected<ConfigReader?>(value, key, "map", null),
    };

    /// <summary>A section that is there as soon as its key is, also without a value: then everything in it has its default.</summary>
    public ConfigReader? SectionOrEmpty(string key) => Find(key) is { Kind: ConfigNodeKind.Null } value
        ? new(ConfigNode.Map(value.Position), PathOf(key), Findings, Node.KeyPositions[key])
        : Section(key);

    /// <summary>The sections of a list.</summary>
    public IReadOnlyList<ConfigReader> Sections(string key)
    {
        var sections = new List<ConfigReader>();
        foreach (var (item, index) in (List(key) ?? []).Select((item, index) => (item, index)))
        {
            if (item.Kind is ConfigNodeKind.Map or ConfigNodeKind.Null)
            {
                sections.Add(new(item, $"{PathOf(key)}[{index}]", Findings));
            }
            else
            {
                Fail(item, $"{PathOf(key)}[{index}]", $"expected a map, got {Describe(item)}", 0);
            }
        }

        return sections;
    }

    /// <summary>A map of strings, headers for example.</summary>
    public IReadOnlyDictionary<string, string> StringMap(string key) =>
        Section(key) is { } section ? section.Keys.ToDictionary(name => name, name => section.String(name)) : new Dictionary<string, string>();

    /// <summary>The value as it stands in the file, for settings that may be of several types; null where it is absent.</summary>
    public ConfigNode? Raw(string key) => Find(key);

    /// <summary>Lets pass settings that upstream has and this collector does not act on; where one is given, that is a warning.</summary>
    public void Ignore(params ReadOnlySpan<string> keys)
    {
        foreach (var key in keys)
        {
            if (Has(key))
            {
                Warn("has no effect in this collector", key);
            }
        }
    }

    /// <summary>Notes an error at this section, or at one of its keys.</summary>
    public void Error(string message, string? key = null) => Findings.Error(PlaceOf(key), PathOf(key), message);

    /// <summary>Notes what `validate` lets pass and a start refuses.</summary>
    public void StartError(string message, string? key = null) => Findings.StartError(PlaceOf(key), PathOf(key), message);

    /// <summary>Notes a warning: the real collector would start, though this cannot work.</summary>
    public void Warn(string message, string? key = null) => Findings.Warning(PlaceOf(key), PathOf(key), message);

    /// <summary>Names every key that was not asked for.</summary>
    public void Finish()
    {
        foreach (var key in Node.Members.Keys.Where(key => !_known.Contains(key)))
        {
            Findings.Error(Node.KeyPositions[key], PathOf(key), $"unknown key '{key}'; known here: {string.Join(", ", _known.Order(StringComparer.Ordinal))}");
        }
    }

    /// <summary>The path of a key in this section, or its own.</summary>
    public string PathOf(string? key) => key is null ? Path : Path.Length == 0 ? key : $"{Path}::{key}";

    private static bool IsTrue(string text) => text.Equals("true", StringComparison.OrdinalIgnoreCase);

    private static string Describe(ConfigNode node) => node.Kind switch
    {
        ConfigNodeKind.String => $"the string '{node.Text}'",
        ConfigNodeKind.List => "a list",
        ConfigNodeKind.Map => "a map",
        ConfigNodeKind.Null => "nothing",
        _ => $"{node.Text}",
    };

    private Position PlaceOf(string? key) => key is null ? Position : Find(key)?.Position ?? Position;

    private ConfigNode? Find(string key)
    {
        _known.Add(key);
        return Node.Members.GetValueOrDefault(key);
    }

    private List<ConfigNode>? List(string key) => Find(key) switch
    {
        null or { Kind: ConfigNodeKind.Null } => null,
        { Kind: ConfigNodeKind.List } value => value.Items,
        var value => Expected<List<ConfigNode>?>(value, key, "list", null),
    };

    private string? AsString(ConfigNode value, string path) => value.Kind switch
    {
        ConfigNodeKind.Null => null,
        ConfigNodeKind.String => value.Text,
        ConfigNodeKind.Int or ConfigNodeKind.Float or ConfigNodeKind.Bool when value.IsExpanded => value.Text,
        _ => Fail<string?>(value, path, $"expected a string, got {Describe(value)}", null),
    };

    private TimeSpan? AsDuration(ConfigNode value, string path) => value.Kind switch
    {
        ConfigNodeKind.Null => null,
        ConfigNodeKind.String when GoDuration.TryParse(value.Text, out var duration) => duration,
        ConfigNodeKind.Int when YamlScalar.TryNumber(value.Text, out var nanoseconds) => TimeSpan.FromTicks((long)nanoseconds / 100),
        _ => Fail<TimeSpan?>(value, path, $"expected a duration such as 200ms or 5s, got {Describe(value)}", null),
    };

    // As upstream, a number with a fraction is taken for a whole one, and its fraction is left away.
    private long Whole(string key, long fallback, string type, long least, long most)
    {
        switch (Find(key))
        {
            case null or { Kind: ConfigNodeKind.Null }:
                return fallback;
            case { Kind: ConfigNodeKind.Int or ConfigNodeKind.Float } value when YamlScalar.TryNumber(value.Text, out var number):
                var whole = YamlScalar.TryWhole(value.Text, out var exact) ? exact : (Int128)number;
                return whole >= least && whole <= most
                    ? (long)whole
                    : Fail(value, PathOf(key), string.Create(CultureInfo.InvariantCulture, $"{value.Text} is not from {least} to {most}"), fallback);
            case var value:
                return Expected(value, key, type, fallback);
        }
    }

    private T Expected<T>(ConfigNode value, string key, string type, T fallback) =>
        Fail(value, PathOf(key), $"expected type '{type}', got {Describe(value)}", fallback);

    private T Fail<T>(ConfigNode value, string path, string message, T fallback)
    {
        Findings.Error(value.Position, path, message);
        return fallback;
    }
}
