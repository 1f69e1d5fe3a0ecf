using System.Text.RegularExpressions;

namespace TracingReference.Collector.Processors.Redaction;

/// <summary>Settings of the redaction processor.</summary>
/// <param name="AllowAllKeys">allow_all_keys: keys that are not allowed stay too.</param>
/// <param name="AllowedKeys">allowed_keys: attributes with other keys are removed.</param>
/// <param name="IgnoredKeys">ignored_keys: left as they are, whatever else is said.</param>
/// <param name="IgnoredKeyPatterns">ignored_key_patterns: the same, by pattern.</param>
/// <param name="BlockedKeyPatterns">blocked_key_patterns: the whole value is masked.</param>
/// <param name="BlockedValues">blocked_values: whatever matches is masked, in the order of the list.</param>
/// <param name="AllowedValues">allowed_values: values that match stay as they are.</param>
/// <param name="HashFunction">hash_function: a hash instead of ****; null for ****.</param>
/// <param name="RedactAllTypes">redact_all_types: values of attributes that are no strings are seen as text too.</param>
/// <param name="Summary">summary: which attributes tell what was done.</param>
/// <param name="Url">url_sanitizer; null where it is not enabled.</param>
/// <param name="Database">db_sanitizer.</param>
internal sealed record RedactionSettings(
    bool AllowAllKeys, IReadOnlySet<string> AllowedKeys, IReadOnlySet<string> IgnoredKeys,
    IReadOnlyList<Regex> IgnoredKeyPatterns, IReadOnlyList<Regex> BlockedKeyPatterns, IReadOnlyList<Regex> BlockedValues, IReadOnlyList<Regex> AllowedValues,
    Func<byte[], byte[]>? HashFunction, bool RedactAllTypes, RedactionSummary Summary, UrlSanitizerSettings? Url, DatabaseSanitizer Database);
