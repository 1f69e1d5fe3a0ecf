using System.Text;
using System.Text.RegularExpressions;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Connectors.SpanMetrics;

/// <summary>
/// A pattern for names of attributes, as upstream's library reads it with '.' for its separator: * and ? stop at a dot, **
/// does not; [abc], [!abc], [a-z] and [!a-z] stand for one character, {a,b} for one of several patterns, \ takes away what
/// the next character means. It matches the whole name.
/// </summary>
internal sealed class Glob
{
    private const int MaxRemembered = 10_000;
    private readonly Regex _regex;
    private readonly Dictionary<byte[], bool> _remembered = new(BytesComparer.Instance);

    /// <exception cref="FormatException">It is no pattern.</exception>
    public Glob(string pattern)
    {
        Pattern = pattern;
        _regex = new(new GlobTranslation(pattern).Translate(), RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.Singleline);
    }

    public string Pattern { get; }

    public bool IsMatch(string name) => _regex.IsMatch(name);

    /// <summary>The same for a name in UTF-8. Names come again and again: what was said of one is remembered. Not to be called from two threads.</summary>
    public bool IsMatch(ReadOnlySpan<byte> name)
    {
        var remembered = _remembered.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (!remembered.TryGetValue(name, out var isMatch))
        {
            isMatch = IsMatch(Encoding.UTF8.GetString(name));
            if (_remembered.Count == MaxRemembered)
            {
                _remembered.Clear();
            }

            remembered[name] = isMatch;
        }

        return isMatch;
    }
}
