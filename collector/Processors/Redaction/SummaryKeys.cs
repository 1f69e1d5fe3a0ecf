namespace TracingReference.Collector.Processors.Redaction;

/// <summary>Names of the attributes that tell what was done: redaction.masked.keys and so on, for a log's body redaction.body.masked.keys.</summary>
internal static class SummaryKeys
{
    private static readonly string[] Places = ["redaction.", "redaction.body."];

    private static readonly string[] Works = ["redacted", "masked", "allowed", "ignored"];

    public static IReadOnlyList<string> All { get; } =
        [.. from place in Places from work in Works from what in new[] { "keys", "count" } where work != "ignored" || what != "keys" select $"{place}{work}.{what}"];
}
