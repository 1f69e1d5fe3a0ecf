using System.Text.RegularExpressions;
using TracingReference.Collector.Configuration;

namespace TracingReference.Collector.Processors.Attributes;

/// <summary>Texts of which one must be equal (match_type: strict), or patterns of which one must match somewhere (match_type: regexp).</summary>
internal sealed class StringSet
{
    private readonly HashSet<string> _texts = new(StringComparer.Ordinal);
    private readonly List<Regex> _patterns = [];

    public static StringSet Create(IReadOnlyList<string> texts, string type, ConfigReader reader, string key)
    {
        var set = new StringSet();
        switch (type)
        {
            case "strict":
                set._texts.UnionWith(texts);
                break;
            case "regexp":
                foreach (var text in texts)
                {
                    if (GoRegex.TryCompile(text, out var regex, out var error))
                    {
                        set._patterns.Add(regex);
                    }
                    else
                    {
                        Refuse(error);
                    }
                }

                break;
            default:
                Refuse($"needs a match_type, and '{type}' is none; there are strict and regexp");
                break;
        }

        return set;

        void Refuse(string message) => reader.StartError(message, key);
    }

    public bool Contains(string text) => _texts.Contains(text) || _patterns.Exists(pattern => pattern.IsMatch(text));
}
