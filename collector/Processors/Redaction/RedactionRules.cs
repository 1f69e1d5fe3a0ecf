using System.Text;
using System.Text.RegularExpressions;
using TracingReference.Collector.Configuration;
using TracingReference.Collector.Processors.Matching;

namespace TracingReference.Collector.Processors.Redaction;

/// <summary>What the settings say of a key or a value, wherever it stands.</summary>
internal sealed class RedactionRules(RedactionSettings settings)
{
    private const string Mask = "****";
    private static readonly Regex Whole = new(".*", RegexOptions.NonBacktracking | RegexOptions.CultureInvariant);

    /// <summary>The summary's own keys are always allowed, so that a second redaction leaves them.</summary>
    private readonly HashSet<string> _allowedKeys = [.. settings.AllowedKeys, .. SummaryKeys.All];

    private readonly CleanTexts _clean = new(settings.BlockedValues);

    public bool IsIgnored(string key) => settings.IgnoredKeys.Contains(key) || IsMatch(settings.IgnoredKeyPatterns, key);

    public bool IsRemoved(string key) => !settings.AllowAllKeys && !_allowedKeys.Contains(key);

    public bool IsBlocked(string key) => IsMatch(settings.BlockedKeyPatterns, key);

    public bool IsAllowedValue(string value) => IsMatch(settings.AllowedValues, value);

    /// <summary>The value of a blocked key. As upstream, it is masked line by line.</summary>
    public string MaskWhole(string value) => GoRegex.ReplaceAll(Whole, value, MaskOf);

    public string MaskBlocked(string value)
    {
        if (_clean.Has(value))
        {
            return value;
        }

        foreach (var pattern in settings.BlockedValues)
        {
            value = GoRegex.ReplaceAll(pattern, value, MaskOf);
        }

        return value;
    }

    private static bool IsMatch(IReadOnlyList<Regex> patterns, string text)
    {
        foreach (var pattern in patterns)
        {
            if (pattern.IsMatch(text))
            {
                return true;
            }
        }

        return false;
    }

    private string MaskOf(string match) => settings.HashFunction is { } hash ? Convert.ToHexStringLower(hash(Encoding.UTF8.GetBytes(match))) : Mask;
}
