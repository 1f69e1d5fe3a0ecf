namespace TracingReference.Collector.Processors.Redaction;

/// <summary>Leaves of the commands of key-value stores only the command.</summary>
internal static class CommandSanitizer
{
    private static readonly HashSet<string> WithSubcommand = new(StringComparer.OrdinalIgnoreCase)
    {
        "ACL", "CLIENT", "CLUSTER", "COMMAND", "CONFIG", "DEBUG", "LATENCY", "MEMORY", "MODULE", "OBJECT", "PUBSUB", "SCRIPT", "SLOWLOG", "XGROUP", "XINFO",
    };

    /// <summary>Each line's command, and its sub-command where it has one; ? in place of all arguments.</summary>
    public static string Redis(string text) => string.Join('\n', text.Split('\n').Select(static line =>
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var kept = words.Length > 1 && WithSubcommand.Contains(words[0]) ? 2 : Math.Min(words.Length, 1);
        return string.Join(' ', words.Take(kept).Concat(words.Length > kept ? ["?"] : []));
    }));

    /// <summary>The command line with its key; what is stored comes in the lines after it, and is dropped.</summary>
    public static string Memcached(string text) => text.Split('\n', 2)[0].TrimEnd('\r');
}
