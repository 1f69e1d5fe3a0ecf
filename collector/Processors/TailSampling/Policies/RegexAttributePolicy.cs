using System.Text;
using System.Text.RegularExpressions;
using TracingReference.Collector.Configuration;
using TracingReference.Collector.Otlp;

namespace TracingReference.Collector.Processors.TailSampling.Policies;

/// <summary>
/// string_attribute with enabled_regex_matching: one of some regexes is found somewhere in the text. A value of another kind
/// is the empty text; a span's empty value is not looked at, but a resource's is.
/// </summary>
internal sealed class RegexAttributePolicy : AttributePolicy
{
    private const int DefaultCacheSize = 128;
    private const int MaxCachedLength = 256;
    private readonly Regex[] _regexes;
    private readonly int _cacheSize;
    private readonly Dictionary<byte[], bool> _cache = new(BytesComparer.Instance);

    /// <param name="key">The attribute.</param>
    /// <param name="patterns">Go's regexes.</param>
    /// <param name="cacheSize">How many texts are remembered with the answer; 0 or less stands for 128.</param>
    /// <param name="isInverted">Whether a match is one where there is none.</param>
    /// <exception cref="PolicyException">One is no regex of Go's.</exception>
    public RegexAttributePolicy(string key, IReadOnlyList<string> patterns, int cacheSize, bool isInverted)
        : base(key, isInverted)
    {
        _regexes = [.. patterns.Select(Parse)];
        _cacheSize = cacheSize > 0 ? cacheSize : DefaultCacheSize;
    }

    protected override bool Matches(ReadOnlySpan<byte> value, bool isOfSpan)
    {
        var text = AttributeBytes.String(value);
        if (text.IsEmpty && isOfSpan)
        {
            return false;
        }

        if (text.Length > MaxCachedLength)
        {
            return IsMatch(text);
        }

        var cache = _cache.GetAlternateLookup<ReadOnlySpan<byte>>();
        if (!cache.TryGetValue(text, out var isMatch))
        {
            isMatch = IsMatch(text);
            if (_cache.Count >= _cacheSize)
            {
                _cache.Clear();
            }

            cache[text] = isMatch;
        }

        return isMatch;
    }

    private static Regex Parse(string pattern) => GoRegex.TryCompile(pattern, out var regex, out var error)
        ? regex
        : throw new PolicyException($"invalid regex `{pattern}`: {error}");

    private bool IsMatch(ReadOnlySpan<byte> text)
    {
        var characters = Encoding.UTF8.GetString(text);
        return Array.Exists(_regexes, regex => regex.IsMatch(characters));
    }
}
