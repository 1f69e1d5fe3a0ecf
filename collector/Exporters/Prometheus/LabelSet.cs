using System.Text;

namespace TracingReference.Collector.Exporters.Prometheus;

/// <summary>A series' labels while they are put together: sorted by name, each name once.</summary>
internal sealed class LabelSet(NameTranslation names)
{
    private readonly SortedDictionary<string, string> _labels = new(StringComparer.Ordinal);

    /// <summary>Whether every label could be used. A point with one that could not is dropped, as upstream does.</summary>
    public bool IsValid { get; private set; } = true;

    public bool IsEmpty => _labels.Count == 0;

    public void Add(string name, string value) => IsValid &= names.Label(name) is { } label && _labels.TryAdd(label, value);

    /// <summary>Adds a label whose name is not translated, only escaped where it is shown.</summary>
    public void AddAsIs(string name, string value) => IsValid &= !name.StartsWith("__", StringComparison.Ordinal) && _labels.TryAdd(name, value);

    public string Format()
    {
        var text = new StringBuilder();
        foreach (var (name, value) in _labels)
        {
            text.Append(text.Length > 0 ? "," : "").Append(names.ShownLabel(name)).Append("=\"").Append(Escape(value)).Append('"');
        }

        return text.ToString();
    }

    public static string Escape(string value) => value.AsSpan().IndexOfAny('\\', '"', '\n') < 0
        ? value
        : value.Replace(@"\", @"\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).Replace("\n", @"\n", StringComparison.Ordinal);
}
