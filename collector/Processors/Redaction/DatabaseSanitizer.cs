using System.Text.RegularExpressions;
using TracingReference.Collector.Configuration;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Processors.Redaction;

/// <summary>db_sanitizer: takes the values out of database statements, in attributes of database spans, in log bodies, and in span names.</summary>
internal sealed class DatabaseSanitizer
{
    private static readonly (string Name, string[] Systems, Func<string, string> Sanitize)[] Kinds =
    [
        ("sql", ["other_sql", "mysql", "postgresql", "mariadb", "sqlite"], SqlSanitizer.Sanitize),
        ("redis", ["redis"], CommandSanitizer.Redis),
        ("valkey", ["valkey"], CommandSanitizer.Redis),
        ("memcached", ["memcached"], CommandSanitizer.Memcached),
        ("mongo", ["mongodb"], JsonSanitizer.Sanitize),
        ("opensearch", ["opensearch"], JsonSanitizer.Sanitize),
        ("es", ["elasticsearch"], JsonSanitizer.Sanitize),
    ];

    private readonly List<(string[] Systems, HashSet<string> Attributes, Func<string, string> Sanitize)> _enabled = [];
    private bool _sanitizesSpanName;

    /// <summary>The keys of attributes that name a database. Without one of them nothing is done to an item but a log record.</summary>
    public static Regex SystemKey { get; } = new(@"^db\.system(?:\.name)?$", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    public bool IsEnabled => _enabled.Count > 0;

    public bool SanitizesSpanName => IsEnabled && _sanitizesSpanName;

    public static DatabaseSanitizer Read(ConfigReader? reader)
    {
        var sanitizer = new DatabaseSanitizer();
        if (reader is null)
        {
            return sanitizer;
        }

        foreach (var (name, systems, sanitize) in Kinds)
        {
            if (reader.Section(name) is { } section)
            {
                var isEnabled = section.Bool("enabled");
                var attributes = section.Strings("attributes");
                section.Finish();
                if (isEnabled)
                {
                    sanitizer._enabled.Add((systems, [.. attributes], sanitize));
                }
            }
        }

        sanitizer._sanitizesSpanName = reader.Bool("sanitize_span_name", true);
        reader.Finish();
        return sanitizer;
    }

    /// <summary>The database that an item is about; "" where it is about none, or no sanitizer is on.</summary>
    public string SystemOf(AttributeList attributes) => !IsEnabled ? ""
        : attributes["db.system.name"]?.Text is { Length: > 0 } name ? name.ToLowerInvariant()
        : attributes["db.system"]?.Text.ToLowerInvariant() ?? "";

    /// <summary>A log body, of which nobody says which database it is about: every sanitizer has a look.</summary>
    public string Sanitize(string text)
    {
        foreach (var (_, _, sanitize) in _enabled)
        {
            text = sanitize(text);
        }

        return text;
    }

    /// <summary>An attribute: only those that were named, and only of an item that names its database. Log records seldom do: for them every sanitizer has a look.</summary>
    public string SanitizeAttribute(string key, string text, string system, bool isLog)
    {
        foreach (var (systems, attributes, sanitize) in _enabled)
        {
            if (!attributes.Contains(key) || (system.Length == 0 ? !isLog : !systems.Contains(system)))
            {
                continue;
            }

            text = sanitize(text);
            if (system.Length > 0)
            {
                break;
            }
        }

        return text;
    }

    /// <summary>Text that is known to be about that database.</summary>
    public string SanitizeFor(string system, string text)
    {
        foreach (var (systems, _, sanitize) in _enabled)
        {
            if (systems.Contains(system))
            {
                return sanitize(text);
            }
        }

        return text;
    }
}
