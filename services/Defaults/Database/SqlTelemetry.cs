using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Npgsql;

namespace TracingReference.Defaults.Database;

/// <summary>Names Npgsql's spans by a summary of their statement, as the database conventions prefer.</summary>
internal static partial class SqlTelemetry
{
    // The services' statements are constants, so this stays as small as their number; the bound is for surprises.
    private const int MaxSummaries = 1_000;
    private static readonly ConcurrentDictionary<string, string> Summaries = new(StringComparer.Ordinal);

    public static void Configure(NpgsqlTracingOptionsBuilder tracing) => tracing
        .EnablePhysicalOpenTracing(false)
        .EnableFirstResponseEvent(false)
        .ConfigureCommandSpanNameProvider(command => Summary(command.CommandText))
        .ConfigureCommandEnrichmentCallback((span, command) => span.SetTag("db.query.summary", Summary(command.CommandText)));

    /// <summary>The operations and targets of a statement in their order, such as <c>INSERT orders INSERT outbox</c>; at most 255 characters.</summary>
    internal static string Summary(string sql)
    {
        if (Summaries.TryGetValue(sql, out var known))
        {
            return known;
        }

        string summary;
        try
        {
            summary = Summarize(sql);
        }
        catch (RegexMatchTimeoutException)
        {
            return FirstWord(sql); // a machine that stands still must not fail a statement for its span's name; the next one may do better
        }

        return Summaries.Count < MaxSummaries ? Summaries.GetOrAdd(sql, summary) : summary;
    }

    private static string Summarize(string sql)
    {
        // Names of common table expressions are not targets; what they read or write is.
        var expressions = Expression().Matches(sql).Select(match => match.Groups["name"].Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var words = Operation().Matches(sql)
            .Where(match => match.Groups["target"].Success && !expressions.Contains(match.Groups["target"].Value))
            .Select(match => $"{match.Groups["operation"].Value.ToUpperInvariant()} {match.Groups["target"].Value}");
        var summary = "";
        foreach (var word in words)
        {
            var longer = summary.Length == 0 ? word : $"{summary} {word}";
            if (longer.Length > 255)
            {
                break;
            }

            summary = longer;
        }

        return summary.Length == 0 ? FirstWord(sql) : summary;
    }

    private static string FirstWord(string sql) => sql.TrimStart().Split(' ', 2)[0].ToUpperInvariant();

    [GeneratedRegex(
        """
        \b(?<operation>insert)\s+into\s+(?<target>\w+)
        | \b(?<operation>delete)\s+from\s+(?<target>\w+)
        | (?<!\bfor\s+)(?<!\bdo\s+)\b(?<operation>update)\s+(?<target>\w+)
        | \b(?<operation>select)\b (?: (?!\bselect\b|\binsert\b|\bdelete\b) [^;] )*? \bfrom\s+(?<target>[a-z_]\w*)\b(?!\s*\()
        """,
        RegexOptions.IgnoreCase | RegexOptions.IgnorePatternWhitespace | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000)]
    private static partial Regex Operation();

    [GeneratedRegex(@"(?:\bwith|,)\s+(?<name>\w+)\s+as\s*\(", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Expression();
}
